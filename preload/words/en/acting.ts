import { isolated, isolatedPath } from '../../text/shown.ts'
import { counted, listed, torrents } from './numbers.ts'

/** Words of moving what torrents have, and of how fast daemons may be. */
export const actingWords = {
  move: {
    title: (number: number) => `Move ${torrents(number)}`,
    folderOn: (daemon: string) => `Folder on ${isolated(daemon)}`,
    several: 'They lie in several folders now.',
    now: (folder: string) => `Now in ${isolatedPath(folder)}`,
    number: (number: number) => torrents(number),
    staying: (number: number, why: string) => `${torrents(number)} will stay: ${why}`,
    none: 'None of them can be moved now.',
    wholePath: 'Give the whole path of the folder.',
    note: 'The daemon moves what is there already. A large torrent takes its time; the list shows it as moving.',
    act: 'Move',
    cancel: 'Cancel',
    ended: (number: number) => `${torrents(number)} moved.`,
    some: (moved: number, whole: number) => `${counted(moved, 'torrent', 'torrents')} of ${whole} moved.`,
    nothing: (number: number) => `${torrents(number)} not moved.`,
  },
  label: {
    title: (number: number) => `Label ${torrents(number)}`,
    field: 'Label',
    hint: 'A new one is made where there is none; empty takes the label away.',
    mixed: 'They have different labels now. A new one is made where there is none; empty takes the labels away.',
    without: (daemon: string) => `The label plugin is off on ${isolated(daemon)}: its torrents get no label.`,
    staying: (number: number, why: string) => `${torrents(number)} left as they are: ${why}`,
    act: 'Set the label',
    clear: 'Take the label away',
    cancel: 'Cancel',
  },
  options: {
    titles: {
      limits: (number: number) => `Limits of ${torrents(number)}`,
      sharing: (number: number) => `Owner and sharing of ${torrents(number)}`,
    },
    reading: 'Reading what is set now…',
    inRate: (name: string, unit: string) => `${name}, ${unit}`,
    /** Where some daemons cannot, or torrents have several values. */
    only: (daemons: readonly string[]) => `Only on ${listed(daemons)}`,
    staying: (number: number, why: string) => `${torrents(number)} left as they are: ${why}`,
    act: (number: number) => `Set for ${torrents(number)}`,
    cancel: 'Cancel',
  },
  limits: {
    title: 'Speed limits',
    open: 'Speed limits',
    on: (daemons: readonly string[]) => `Alternative limits: ${listed(daemons)}`,
    all: 'All daemons',
    down: 'Down',
    up: 'Up',
    unlimited: 'unlimited',
    mixed: 'mixed',
    unit: 'KiB/s',
    alternative: 'Alternative limits',
    turtle: (daemon: string) => `Alternative limits on ${isolated(daemon)}`,
    turtleAll: 'Alternative limits on all',
    field: (way: string, daemon: string) => `${way}, ${isolated(daemon)}`,
    alternativeField: (way: string, daemon: string) => `${way}, alternative, ${isolated(daemon)}`,
    back: 'These come back when the alternative limits are switched off.',
    waits: (daemon: string) => `${isolated(daemon)} has it when it is connected.`,
    wrong: 'A whole number from 1; empty is unlimited.',
    none: 'There is no daemon yet.',
    failed: (daemon: string, why: string) => `${isolated(daemon)}: ${why}`,
  },
} as const

/** What the core says of them. */
export const actingSays = {
  'move.noFolder': 'Give the folder to move to.',
  'move.failed': ({ daemon, text }: { daemon: string; text: string }) =>
    `${isolated(daemon)} could not move it: ${isolated(text)}`,
  'move.stayed': ({ daemon, folder }: { daemon: string; folder: string }) =>
    `It is still in ${isolatedPath(folder)}: ${isolated(daemon)} did not move it and does not say why. Look whether it ` +
    'may write to the folder.',
  'move.did.begin': ({ what, folder }: { what: string; folder: string }) =>
    `Began to move ${isolated(what)} to ${isolatedPath(folder)}.`,
  'move.did.end': ({ what, folder }: { what: string; folder: string }) =>
    `Moved ${isolated(what)} to ${isolatedPath(folder)}.`,
  'limits.did.set': 'Changed the speed limits.',
  'limits.did.on': 'Switched the alternative speed limits on.',
  'limits.did.off': 'Switched the alternative speed limits off.',
} as const
