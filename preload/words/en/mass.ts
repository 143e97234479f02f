import { counted, figures, torrents } from './numbers.ts'

/** Words of the dialog that asks before many torrents are paused or resumed at once. */
export const massWords = {
  title: {
    pause: (number: number) => `Pause ${torrents(number)}?`,
    resume: (number: number) => `Resume ${torrents(number)}?`,
  },
  list: 'By daemon',
  acting: {
    pause: (number: number) => `${figures.format(number)} will pause`,
    resume: (number: number) => `${figures.format(number)} will start`,
  },
  /** Of the same daemon: those that are as they would become. */
  already: {
    pause: (number: number) => `${figures.format(number)} paused already`,
    resume: (number: number) => `${figures.format(number)} running already`,
  },
  none: { pause: 'All of them are paused already.', resume: 'All of them are running already.' },
  staying: (number: number, why: string) => `${torrents(number)} left as they are: ${why}`,
  which: 'Which of them start',
  together: (number: number) => `Only the ${counted(number, 'torrent', 'torrents')} paused together`,
  togetherText: (when: string) => `What was paused in one go, ${when}.`,
  all: (number: number) => `All ${torrents(number)}`,
  allText: (names: string) => `Also what was paused before: ${names}.`,
  /** Behind names: how many are not named. */
  more: (number: number) => `${figures.format(number)} more`,
  act: {
    pause: (number: number) => `Pause ${torrents(number)}`,
    resume: (number: number) => `Resume ${torrents(number)}`,
  },
  cancel: 'Cancel',
} as const
