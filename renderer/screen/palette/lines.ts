import Funnel from '@lucide/svelte/icons/funnel'
import Pause from '@lucide/svelte/icons/pause'
import Play from '@lucide/svelte/icons/play'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import { torrentStates } from '../../../preload/contract/torrents.ts'
import type { Row } from '../../../preload/listing/row.ts'
import { shown } from '../../../preload/text/shown.ts'
import type { Copied } from '../../data/actions.ts'
import type { Command } from '../../data/commands.svelte.ts'
import type { Desk } from '../../data/desk.svelte.ts'
import { type CommandId, paletteWords, t } from '../../text/words.ts'
import { count } from '../../text/format.ts'
import type { Icon } from '../../ui/menu.ts'
import { matchOf, type Match } from '../../view/match.ts'
import { commandIcons } from '../parts/command-icons.ts'

/** One line of the palette. */
export interface Line {
  readonly id: string
  readonly text: string
  /** A sign, or a torrent's state, or a daemon's mark. */
  readonly sign: { icon: Icon } | { row: Row } | { daemon: Daemon }
  /** At the right: what it is about. */
  readonly note: string
  readonly shortcut: string | null
  /** Why it cannot be run; null = it can. */
  readonly why: string | null
  readonly run: () => void
  /** What else can be done with what the line stands for. */
  readonly more?: () => readonly Line[]
}

export interface Group {
  readonly title: string
  readonly lines: readonly FoundLine[]
}

export interface FoundLine extends Line {
  readonly match: Match
}

const mostLines = 5
const noMatch: Match = { score: 0, stretches: [] }
const words = paletteWords

/** The groups for what was typed; without anything typed what was used lately, and what fits the selection. */
export function groupsFor(desk: Desk, typed: string, torrents: readonly Row[]): Group[] {
  if (typed.trim() === '') return startGroups(desk)
  const { commands } = desk
  const of = (...groups: Command['group'][]): Line[] =>
    commands.all
      .filter(({ group, id }) => groups.includes(group) && id !== 'palette')
      .map((one) => commandLine(desk, one))
  return [
    group(words.groups.actions, best(of('torrents', 'window', 'filters'), typed)),
    group(
      words.groups.torrents,
      best(
        torrents.map((row) => torrentLine(desk, row)),
        typed,
      ),
    ),
    group(
      words.groups.daemons,
      best(
        desk.daemons.list.flatMap((daemon) => daemonLines(desk, daemon)),
        typed,
      ),
    ),
    group(words.groups.filters, best(filterLines(desk), typed)),
    group(words.groups.settings, best(of('settings'), typed)),
  ].filter(({ lines }) => lines.length > 0)
}

/** All of these lines, whether they match or not: what else can be done with something. */
export function allOf(title: string, lines: readonly Line[], typed: string): Group[] {
  const found = typed.trim() === '' ? lines.map(unmatched) : best(lines, typed, lines.length)
  return found.length > 0 ? [group(title, found)] : []
}

function startGroups(desk: Desk): Group[] {
  const { commands, listing, pages } = desk
  const isForSelection = listing.selected.length > 0 && pages.open === null
  const lineOf = (id: CommandId): FoundLine[] => {
    const command = commands.all.find((one) => one.id === id)
    return command ? [unmatched(commandLine(desk, command))] : []
  }
  const recent = commands.recent.flatMap(lineOf)
  const fitting: CommandId[] = isForSelection
    ? ['resume', 'pause', 'recheck', 'reannounce', 'remove']
    : ['addLink', 'addFile', 'daemons', 'settings', 'shortcuts']
  const rest = fitting.filter((id) => !commands.recent.includes(id)).flatMap(lineOf)
  return [
    group(words.groups.recent, recent),
    group(isForSelection ? words.groups.selection : words.groups.actions, rest),
  ].filter(({ lines }) => lines.length > 0)
}

function group(title: string, lines: readonly FoundLine[]): Group {
  return { title, lines }
}

function unmatched(line: Line): FoundLine {
  return { ...line, match: noMatch }
}

/** The lines that fit best, what can be run first. */
function best(lines: readonly Line[], typed: string, most = mostLines): FoundLine[] {
  const found = lines.flatMap((line) => {
    const match = matchOf(line.text, typed)
    return match ? [{ ...line, match }] : []
  })
  const rank = ({ match, why }: FoundLine): number => match.score - (why === null ? 0 : 30)
  return found.sort((a, b) => rank(b) - rank(a)).slice(0, most)
}

// ------------------------------------------------------------- what there is to choose from

function commandLine(desk: Desk, { id }: Command): Line {
  const { commands } = desk
  return {
    id: `command.${id}`,
    text: commands.name(id),
    sign: { icon: commandIcons[id] },
    note: commands.isOfSelection(id) ? selectionNote(desk) : '',
    shortcut: commands.keysOf(id)[0] ?? null,
    why: commands.why(id),
    run: () => commands.choose(id),
  }
}

function selectionNote({ listing }: Desk): string {
  const { selected, single } = listing
  if (single !== null) return shown(listing.row(single)?.name ?? '')
  return selected.length > 0 ? t.torrents(selected.length) : ''
}

export function torrentLine(desk: Desk, row: Row): Line {
  const { actions, daemons, listing } = desk
  const name = shown(row.name)
  const act = (verb: 'pause' | 'resume' | 'recheck' | 'reannounce', icon: Icon): Line => ({
    id: `torrent.${row.key}.${verb}`,
    text: t.menu[verb],
    sign: { icon },
    note: name,
    shortcut: null,
    why: actions.why(verb, [row.key]),
    run: () => void actions[verb]([row.key]),
  })
  const copy = (what: Copied, text: string): Line => ({
    id: `torrent.${row.key}.${what}`,
    text,
    sign: { icon: commandIcons.copyName },
    note: name,
    shortcut: null,
    why: null,
    run: () => void actions.copy(what, [row.key]),
  })
  return {
    id: `torrent.${row.key}`,
    text: name,
    sign: { row },
    note: shown(daemons.name(row.daemon)),
    shortcut: null,
    why: null,
    run: () => void listing.show(row.key),
    more: () => [
      act('resume', Play),
      act('pause', Pause),
      act('recheck', commandIcons.recheck),
      act('reannounce', commandIcons.reannounce),
      copy('name', t.menu.copyName),
      copy('magnet', t.menu.copyMagnet),
      copy('hash', t.menu.copyHash),
      copy('path', t.menu.copyPath),
    ],
  }
}

function daemonLines(desk: Desk, daemon: Daemon): Line[] {
  const { listing, pages } = desk
  const { id, name } = daemon
  const show: Line = {
    id: `daemon.${id}`,
    text: words.show(name),
    sign: { daemon },
    note: t.torrents(daemon.torrents),
    shortcut: null,
    why: null,
    run: () => {
      pages.leave()
      const isChosen = listing.facets.daemon.size === 1 && listing.facets.daemon.has(id)
      if (!isChosen) listing.toggle('daemon', id, false)
    },
    more: () => [allLine(desk, daemon, 'pause'), allLine(desk, daemon, 'resume')],
  }
  return [show, allLine(desk, daemon, 'pause'), allLine(desk, daemon, 'resume')]
}

/** Pausing or resuming all of a daemon's torrents. */
function allLine(desk: Desk, daemon: Daemon, verb: 'pause' | 'resume'): Line {
  const { actions, torrents } = desk
  const keys: string[] = []
  for (const row of torrents.rows.values()) {
    if (row.daemon === daemon.id && (row.state === 'paused') === (verb === 'resume')) keys.push(row.key)
  }
  const number = count(keys.length)
  return {
    id: `daemon.${daemon.id}.${verb}`,
    text: verb === 'pause' ? words.pauseAll(daemon.name) : words.resumeAll(daemon.name),
    sign: { daemon },
    note: verb === 'pause' ? words.running(number) : words.paused(number),
    shortcut: null,
    why: keys.length === 0 ? words.nothingToDo : actions.why(verb, keys),
    run: () => void actions[verb](keys),
  }
}

function filterLines({ listing, pages }: Desk): Line[] {
  const line = (facet: 'state' | 'label', value: string, name: string, number: number): Line => ({
    id: `filter.${facet}.${value}`,
    text: words.showState(name),
    sign: { icon: Funnel },
    note: t.torrents(number),
    shortcut: null,
    why: null,
    run: () => {
      pages.leave()
      if (!listing.facets[facet].has(value)) listing.toggle(facet, value, false)
    },
  })
  const { state, label } = listing.counts
  return [
    ...torrentStates.flatMap((each) => {
      const number = state.get(each) ?? 0
      return number > 0 ? [line('state', each, t.states[each], number)] : []
    }),
    ...[...label].filter(([value]) => value !== '').map(([value, number]) => line('label', value, value, number)),
  ]
}
