import type { Daemon } from '../../preload/contract/daemons.ts'
import type { DaemonId } from '../../preload/contract/keys.ts'
import type { DaemonLimits } from '../../preload/contract/limits.ts'
import type { UpdateState } from '../../preload/contract/updates.ts'
import type { Whole } from '../../preload/contract/whole.ts'
import { isolated, sentence } from '../../preload/text/shown.ts'
import type { Formats } from '../../preload/words/formats.ts'
import { refusals } from '../../preload/words/refusals.ts'
import type { Words } from '../../preload/words/words.ts'

/** Till when nothing is told but what always is; none = it is told again. */
export type Hush = 'hour' | 'tomorrow' | 'none'

/**
 * What the person chooses in the tray's menu, in that of the dock, or in the list of the taskbar's button. slow, full:
 * the alternative limits of all daemons that have them, and the usual ones · restart: what is ready is installed.
 */
export type TrayAct =
  | 'pause'
  | 'resume'
  | 'slow'
  | 'full'
  | 'add'
  | 'open'
  | 'quit'
  | 'restart'
  | { readonly hush: Hush }
  | { readonly daemon: DaemonId }

/** A line of the tray's menu; act null = it only says something, or there are lines behind it. */
export type TrayLine =
  | 'rule'
  | {
      label: string
      act: TrayAct | null
      picture: string | null
      /** Whether it has a checkmark; absent = it is none that could have one. */
      checked?: boolean
      lines?: readonly TrayLine[]
    }

/** Everything of the tray that is seen, as plain data: what is alike is not shown again. */
export interface TrayLook {
  picture: 'idle' | 'active' | 'look'
  tooltip: string
  lines: readonly TrayLine[]
}

export interface TrayFacts {
  daemons: readonly Daemon[]
  whole: Whole
  limits: readonly DaemonLimits[]
  /** Till when nothing is told but what always is; null = it is told. */
  mutedUntil: number | null
  update: Pick<UpdateState, 'step' | 'version'>
  words: Pick<Words, 'desktopWords' | 'daemonWords' | 'updateWords'>
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
        act: { daemon: daemon.id },
        picture: `${daemon.link.state === 'live' ? 'mark' : 'ring'}-${daemon.mark % 8}`,
      })),
      ...(more > 0 ? [said(tray.more(more))] : []),
      ...(shown.length > 0 ? (['rule'] as const) : []),
      ...wholeLines(facts),
      ...limitLines(facts),
      hushLine(facts),
      'rule',
      ...updateLines(facts),
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

/** Daemons whose speed can be limited. */
export function limited(daemons: readonly Daemon[]): readonly Daemon[] {
  return daemons.filter(({ cannot }) => !cannot.limits)
}

/** The alternative limits of all daemons that have them: on where all of these have them on. */
function limitLines({ daemons, limits, words }: TrayFacts): TrayLine[] {
  const able = limited(daemons)
  if (able.length === 0) return []
  const on = new Set(limits.filter(({ isOn }) => isOn).map(({ daemon }) => daemon))
  const checked = able.every(({ id }) => on.has(id))
  const { slow, slowSome } = words.desktopWords.tray
  const some = able.filter(({ id }) => on.has(id)).length
  const label = checked || some === 0 ? slow : slowSome(some, able.length)
  return [{ ...line(label, checked ? 'full' : 'slow'), checked }]
}

function hushLine({ formats, mutedUntil, now, words }: TrayFacts): TrayLine {
  const { hush } = words.desktopWords.tray
  const isMuted = mutedUntil !== null && mutedUntil > now
  return {
    ...said(isMuted ? hush.muted(formats.time(mutedUntil)) : hush.title),
    lines: [
      line(hush.hour, { hush: 'hour' }),
      line(hush.tomorrow(formats.time(tomorrow(now))), { hush: 'tomorrow' }),
      line(hush.none, isMuted ? { hush: 'none' } : null),
    ],
  }
}

/** When people are told again on the next day: not in the night. */
const morningHour = 8

/** @returns ms since 1970 */
export function tomorrow(now: number): number {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, morningHour).getTime()
}

function updateLines({ update: { step, version }, words: { updateWords } }: TrayFacts): TrayLine[] {
  if (version === null) return []
  if (step === 'ready') return [line(updateWords.trayReady(version), 'restart')]
  return step === 'found' ? [line(updateWords.trayFound(version), 'open')] : []
}

/** How far all downloads together are, 0…1; null = nothing downloads. */
export function progressOf({ loading }: Whole): number | null {
  if (loading.torrents === 0 || loading.wantedBytes <= 0) return null
  return Math.min(1, loading.doneBytes / loading.wantedBytes)
}

function line(label: string, act: TrayAct | null): Exclude<TrayLine, 'rule'> {
  return { label: plain(label), act, picture: null }
}

function said(label: string): Exclude<TrayLine, 'rule'> {
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
