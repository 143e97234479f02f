import { isolated } from '../../text/shown.ts'
import { counted, figures, listed } from './numbers.ts'

/** Words of the page of events: what happened, and what was done from here. */
export const eventWords = {
  remark: (number: number, since: string) => `${figures.format(number)} since ${since}`,
  search: 'Search events',
  searchDeeds: 'Search what was done here',
  clear: 'Clear the search',
  lists: { label: 'List', events: 'What happened', deeds: 'Done from here' },
  filters: 'Filters',
  kind: 'Kind',
  kinds: {
    all: 'All events',
    finished: 'Finished',
    added: 'Added',
    removed: 'Removed',
    failed: 'Failed',
    acted: 'Done here',
    daemons: 'Daemons',
  },
  daemon: 'Daemon',
  origin: 'Where it was done',
  origins: { here: 'From here', elsewhere: 'Elsewhere' },
  onlyFailures: 'Only failures',
  elsewhere: 'elsewhere',
  reading: 'Reading…',
  none: 'Nothing yet',
  noneText: 'What happens on your daemons is listed here, also what happens while you are away.',
  noneFits: 'Nothing fits',
  clearFilters: 'Clear filters',
  fresh: (number: number) => `${figures.format(number)} new`,
  again: 'Try again',
  gone: (name: string) => `${isolated(name)} is not in the list any more.`,
  goneHint: 'Not in the list any more',
  goTo: (name: string) => `Show ${isolated(name)} in the list`,
  back: 'Back to the list',
  bell: { all: 'All events' },
  export: {
    title: 'Export',
    csv: 'CSV, for spreadsheets…',
    json: 'JSON, for programs…',
    listed: 'What is listed',
    saved: (name: string) => `Saved as ${isolated(name)}.`,
  },
  absence: {
    title: 'While you were away',
    span: (length: string, from: string, to: string) => `${length}, from ${from} to ${to}`,
    on: (daemons: readonly string[]) => `on ${listed(daemons.map(isolated))}`,
    only: (span: string, daemons: string) => `${span}, ${daemons}`,
    close: 'Close: seen',
    kinds: {
      added: (number: number) => `${figures.format(number)} added`,
      removed: (number: number) => `${figures.format(number)} removed`,
      finished: (number: number) => `${figures.format(number)} finished`,
      failed: (number: number) => `${figures.format(number)} failed`,
      other: (number: number) => counted(number, 'other line', 'other lines'),
    },
    more: (number: number) => `and ${figures.format(number)} more`,
    show: (number: number) => (number === 1 ? 'Show' : `Show ${figures.format(number)}`),
    missing: (daemons: readonly string[]) =>
      daemons.length === 1
        ? `${isolated(daemons[0] ?? '')} is not back; its part follows.`
        : `${listed(daemons.map(isolated))} are not back; their parts follow.`,
    filter: (span: string) => `While away: ${span}`,
    clear: 'Show everything again',
  },
} as const

/** Words of days in a list by time. */
export const dayWords = {
  today: 'Today',
  yesterday: 'Yesterday',
  date: (weekday: string, date: string) => `${weekday}, ${date}`,
} as const
