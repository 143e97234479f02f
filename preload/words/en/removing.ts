import { isolated } from '../../text/shown.ts'
import { form, listed, seconds, torrents } from './numbers.ts'

/** Words of the dialog that removes torrents, and of the message while a removal waits. */
export const removeWords = {
  title: (number: number) => `Remove ${torrents(number)}`,
  torrents: 'To be removed',
  choice: 'What happens to the downloaded files',
  staying: (number: number, why: string) => `${torrents(number)} will stay: ${why}`,
  none: 'None of them can be removed now.',
  /** What is going: a name, or how many. */
  many: (number: number) => torrents(number),
  /** where: names of daemons. */
  waiting: (what: string, number: number, where: readonly string[], withFiles: boolean) =>
    `Removing ${what}${withFiles ? ` with ${form(number, 'its', 'their')} files` : ''} from ${listed(where)}`,
  inSeconds: (left: number) => `in ${seconds(left)}`,
  held: 'stopped while you read',
  sending: 'now',
  away: (what: string, daemons: readonly string[]) =>
    `${what} will be removed when ${listed(daemons)} ${form(daemons.length, 'is', 'are')} back.`,
  keepsFiles: (number: number) => `From the list only: ${form(number, 'its', 'their')} files stay`,
  dropsFiles: 'Nothing brings the files back after that',
  undo: 'Undo',
  now: 'Now',
  undone: (number: number) => `${torrents(number)} ${form(number, 'stays', 'stay')}.`,
  going: 'Being removed',
  whyGoing: 'Being removed: undo that first.',
  nothingToUndo: 'No removal waits to be undone.',
  /** Beside the choice of what happens to the files. */
  wait: 'It is sent after 8 seconds; until then it can be undone.',
  label: 'Removals',
} as const

interface Cancelled {
  what: string
  daemons: readonly string[]
}

/** What the core says of removals. */
export const removalSays = {
  'removal.twice': 'It is being removed already.',
  'removal.late': 'That removal is under way or over: it cannot be changed any more.',
  'removal.wasUndone': 'Undone before it was sent.',
  'removal.wasCancelled': 'Estuary ended before it was sent: nothing of it was removed.',
  'removal.wasUnsure': 'Estuary ended while it was being sent: the list shows whether that was done.',
  'removal.wasForgotten': 'Its daemon was taken off the list before it was sent.',
  'removal.cancelled': ({ what, daemons }: Cancelled) =>
    `Estuary ended before a removal from ${listed(daemons.map(isolated))} was sent: ${isolated(what)}. Nothing was ` +
    'removed; do it again if it is still wanted.',
  'removal.unsure': ({ what, daemons }: Cancelled) =>
    `Estuary ended while a removal from ${listed(daemons.map(isolated))} was being sent: ${isolated(what)}. The list ` +
    'shows whether that was done.',
} as const
