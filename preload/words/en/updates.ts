import { isolated } from '../../text/shown.ts'

/** Newer versions of the program: in the window and in the tray. */
export const updateWords = {
  title: 'Newer versions',
  off: 'This copy of Estuary looks for none: it was built without a place to ask.',
  elsewhere: 'They come from where this one was installed from.',
  never: 'Nobody has looked yet.',
  asking: 'Looking…',
  /** @param when as in "today, 14:03" */
  current: (when: string) => `None, as of ${when}.`,
  askedAt: (when: string) => `Looked last ${when}.`,
  found: (version: string) => `Version ${isolated(version)} is there.`,
  loading: (version: string, part: string) => `Fetching version ${isolated(version)}… ${part}`.trimEnd(),
  ready: (version: string) => `Version ${isolated(version)} is ready.`,
  noticeHint: 'Get it where you got this one: nothing here could prove whose it is.',
  loadHint: 'It is fetched when you say so.',
  readyHint: 'It is installed by a restart; torrents go on meanwhile.',
  ask: 'Look now',
  load: 'Fetch it',
  restart: 'Restart now',
  openPage: 'Where to get it',
  later: 'Not now',
  daily: 'Look for newer versions once a day',
  dailyHint: 'The place asked learns your address, and nothing else',
  loads: 'Fetch them at once',
  loadsHint: 'Some 100 MB, also where that costs',
  /** A line of the tray's menu. */
  trayFound: (version: string) => `Version ${version} is there…`,
  trayReady: (version: string) => `Version ${version} is ready: Restart`,
} as const
