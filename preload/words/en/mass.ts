import { counted, figures, torrents } from './numbers.ts'

/** Words of the dialog that asks before many torrents are acted on at once. */
export const massWords = {
  title: {
    pause: (number: number) => `Pause ${torrents(number)}?`,
    resume: (number: number) => `Resume ${torrents(number)}?`,
    recheck: (number: number) => `Recheck ${torrents(number)}?`,
    reannounce: (number: number) => `Ask the trackers of ${torrents(number)} again?`,
    queueTop: (number: number) => `Move ${torrents(number)} to the top of the queue?`,
    queueUp: (number: number) => `Move ${torrents(number)} up in the queue?`,
    queueDown: (number: number) => `Move ${torrents(number)} down in the queue?`,
    queueBottom: (number: number) => `Move ${torrents(number)} to the bottom of the queue?`,
  },
  list: 'By daemon',
  acting: {
    pause: (number: number) => `${figures.format(number)} will pause`,
    resume: (number: number) => `${figures.format(number)} will start`,
    recheck: (number: number) => `${figures.format(number)} will be checked`,
    reannounce: (number: number) => `${figures.format(number)} will announce`,
    queueTop: (number: number) => `${figures.format(number)} will move`,
    queueUp: (number: number) => `${figures.format(number)} will move`,
    queueDown: (number: number) => `${figures.format(number)} will move`,
    queueBottom: (number: number) => `${figures.format(number)} will move`,
  },
  /** Of the same daemon: those that are as they would become. */
  already: {
    pause: (number: number) => `${figures.format(number)} paused already`,
    resume: (number: number) => `${figures.format(number)} running already`,
  },
  none: {
    pause: 'All of them are paused already.',
    resume: 'All of them are running already.',
    other: 'None of them is there any more.',
  },
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
    recheck: (number: number) => `Recheck ${torrents(number)}`,
    reannounce: (number: number) => `Ask for ${torrents(number)}`,
    queueTop: (number: number) => `Move ${torrents(number)}`,
    queueUp: (number: number) => `Move ${torrents(number)}`,
    queueDown: (number: number) => `Move ${torrents(number)}`,
    queueBottom: (number: number) => `Move ${torrents(number)}`,
  },
  cancel: 'Cancel',
} as const
