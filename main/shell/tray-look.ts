import type { Daemon } from '../../preload/contract/daemons.ts'
import type { Whole } from '../../preload/contract/whole.ts'
import { isolated, sentence } from '../../preload/text/shown.ts'
import type { Formats } from '../../preload/words/formats.ts'
import { refusals } from '../../preload/words/refusals.ts'
import type { Words } from '../../preload/words/words.ts'

/** What the person chooses in the tray's menu, in that of the dock, or in the list of the taskbar's button. */
export type TrayAct = 'pause' | 'resume' | 'add' | 'open' | 'quit'

/** A line of the tray's menu; act null = it only says something. */
export type TrayLine = 'rule' | { label: string; act: TrayAct | null; picture: string | null }

/** Everything of the tray that is seen, as plain data: what is alike is not shown again. */
export interface TrayLook {
  picture: 'idle' | 'active' | 'look'
  tooltip: string
  lines: readonly TrayLine[]
}

export interface TrayFacts {
  daemons: readonly Daemon[]
  whole: Whole
  words: Pick<Words, 'desktopWords' | 'daemonWords'>
  formats: Formats
  /** What the makers of a kind call it. */
  kindName: (id: string) => string
  now: number
}

/** More of them make a menu that no screen holds. */
const mostDaemons = 20
const mostNameCharacters = 40
/** Windows cuts a tray's words there. */
const mostTooltipCharacters = 127

/** The tray as it is to be seen now. */
export function trayLook(facts: TrayFacts): TrayLook {
  const { daemons, words } = facts
  const tray = words.desktopWords.tray
  const down = sum(daemons, 'downBytesPerSecond')
  const up = sum(daemons, 'upBytesPerSecond')
  const rates = ratesText(facts.formats, down, up)
  const troubled = daemons.find(({ link }) => link.state === 'refused')
  const shown = daemons.slice(0, mostDaemons)
  const more = daemons.length - shown.length
  const summary = daemons.length === 0 ? tray.none : rates || tray.idle
  return {
    picture: troubled ? 'look' : down + up >= 1 ? 'active' : 'idle',
    tooltip: ['Estuary', summary, ...(troubled ? [labelOf(troubled, facts)] : [])]
      .join('\n')
      .slice(0, mostTooltipCharacters),
    lines: [
      said(summary),
      'rule',
      ...shown.map((daemon): TrayLine => ({
        label: plain(labelOf(daemon, facts)),
        act: 'open',
        picture: `${daemon.link.state === 'live' ? 'mark' : 'ring'}-${daemon.mark % 8}`,
      })),
      ...(more > 0 ? [said(tray.more(more))] : []),
      ...(shown.length > 0 ? (['rule'] as const) : []),
      ...wholeLines(facts),
      'rule',
      line(tray.add, 'add'),
      line(tray.open, 'open'),
      line(tray.quit, 'quit'),
    ],
  }
}

/** Pausing what runs, and resuming what was paused so: each where there is something to do. */
export function wholeLines({ whole, words }: Pick<TrayFacts, 'whole' | 'words'>): TrayLine[] {
  const { pauseAll, resumeAll } = words.desktopWords.tray
  const resume = line(resumeAll, 'resume')
  if (whole.halted === 0) return [line(pauseAll, whole.running > 0 ? 'pause' : null)]
  return whole.running > 0 ? [line(pauseAll, 'pause'), resume] : [resume]
}

/** How far all downloads together are, 0…1; null = nothing downloads. */
export function progressOf({ loading }: Whole): number | null {
  if (loading.torrents === 0 || loading.wantedBytes <= 0) return null
  return Math.min(1, loading.doneBytes / loading.wantedBytes)
}

function line(label: string, act: TrayAct | null): TrayLine {
  return { label: plain(label), act, picture: null }
}

function said(label: string): TrayLine {
  return line(label, null)
}

/** On one line, without what turns it around; an ampersand is one, and no key. */
function plain(label: string): string {
  return sentence(label).replaceAll('&', '&&')
}

/** Only of daemons that are there: of others it is what was. */
function sum(daemons: readonly Daemon[], field: 'downBytesPerSecond' | 'upBytesPerSecond'): number {
  return daemons.reduce((total, daemon) => (daemon.link.state === 'live' ? total + daemon[field] : total), 0)
}

function ratesText(formats: Formats, downBytesPerSecond: number, upBytesPerSecond: number): string {
  const down = formats.rate(downBytesPerSecond)
  const up = formats.rate(upBytesPerSecond)
  return [down && `↓ ${down}`, up && `↑ ${up}`].filter(Boolean).join('  ')
}

function labelOf(daemon: Daemon, facts: TrayFacts): string {
  const { tray } = facts.words.desktopWords
  const { name, link, downBytesPerSecond: down, upBytesPerSecond: up } = daemon
  const short = name.length > mostNameCharacters ? `${[...name].slice(0, mostNameCharacters).join('')}…` : name
  const rates = link.state === 'live' ? ratesText(facts.formats, down, up) : ''
  return rates ? tray.flowing(short, rates) : tray.daemon(short, howItIs(daemon, facts))
}

/** How a daemon is in a few words that do not change by themselves: a menu must not be drawn anew for an age. */
function howItIs({ kind, link, lastSeenAt }: Daemon, { formats, kindName, now, words }: TrayFacts): string {
  const { side } = words.daemonWords
  const seen = lastSeenAt === null ? side.notReached : side.lastSeen(formats.when(lastSeenAt, now))
  switch (link.state) {
    case 'live':
      return side.idle
    case 'off':
      return side.disconnected
    case 'stale':
      return side.notAnswering
    case 'warming':
      return side.reading
    case 'refused': {
      const why = link.problem && refusals[link.problem.code]
      const word = why ? side[why] : side.refused
      return typeof word === 'function' ? word(isolated(kindName(kind))) : word
    }
    default:
      return link.problem || lastSeenAt !== null ? seen : side.connecting
  }
}
