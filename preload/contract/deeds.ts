import type { CallName } from './calls.ts'
import type { SettingName } from './settings.ts'

/**
 * What a call does. reads: it asks, and nothing is other afterwards · looks: it changes what one window sees or asks the
 * system, and nothing that lasts · deed: it changes something here or at a daemon, and stands in the audit.
 */
export type Nature = 'reads' | 'looks' | 'deed'

/** Every call, so that none is forgotten: a call that is missing here does not compile. */
export const natures: Readonly<Record<CallName, Nature>> = {
  'app.info': 'reads',
  'app.openExternal': 'looks',
  'app.folder': 'reads',
  'app.openFolder': 'looks',
  'app.saveFile': 'looks',
  'app.retryDisk': 'looks',
  'app.leaveSafe': 'deed',
  'settings.get': 'reads',
  'settings.set': 'deed',
  'kinds.list': 'reads',
  'daemons.test': 'reads',
  'daemons.add': 'deed',
  'daemons.edit': 'deed',
  'daemons.remove': 'deed',
  'daemons.connect': 'deed',
  'daemons.disconnect': 'deed',
  'daemons.trust': 'deed',
  'daemons.keepTwin': 'deed',
  'import.find': 'reads',
  'import.take': 'deed',
  'transfer.export': 'reads',
  'transfer.look': 'reads',
  'transfer.take': 'deed',
  'accounts.list': 'reads',
  'accounts.remembered': 'reads',
  'accounts.create': 'deed',
  'accounts.setLevel': 'deed',
  'accounts.setPassword': 'deed',
  'accounts.remove': 'deed',
  'accounts.connect': 'deed',
  'torrents.pause': 'deed',
  'torrents.resume': 'deed',
  'torrents.recheck': 'deed',
  'torrents.reannounce': 'deed',
  'torrents.remove': 'deed',
  'torrents.queue': 'deed',
  'torrents.add': 'deed',
  'torrents.rename': 'deed',
  'torrents.move': 'deed',
  'torrents.saveFile': 'reads',
  'torrents.saveFiles': 'reads',
  'torrents.magnets': 'reads',
  'torrents.resend': 'looks',
  'adding.offers': 'reads',
  'adding.space': 'reads',
  'adding.mergeTrackers': 'deed',
  'removals.begin': 'deed',
  'removals.undo': 'deed',
  'removals.now': 'deed',
  'removals.hold': 'looks',
  'limits.set': 'deed',
  'limits.setAlternative': 'deed',
  'limits.switch': 'deed',
  'details.rates': 'reads',
  'files.prioritize': 'deed',
  'files.rename': 'deed',
  'files.renameFolder': 'deed',
  'trackers.set': 'deed',
  'trackers.add': 'deed',
  'options.read': 'reads',
  'options.set': 'deed',
  'peers.connect': 'deed',
  'desktop.state': 'reads',
  'desktop.startAtLogin': 'deed',
  'desktop.openLinks': 'deed',
  'updates.ask': 'looks',
  'updates.load': 'deed',
  'updates.install': 'deed',
  'whole.pause': 'deed',
  'whole.resume': 'deed',
  'folders.complete': 'reads',
  'folders.map': 'deed',
  'folders.show': 'looks',
  'view.watch': 'looks',
  'view.focus': 'looks',
  'events.list': 'reads',
  'events.of': 'reads',
  'events.tally': 'reads',
  'events.unread': 'reads',
  'events.away': 'reads',
  'notices.try': 'looks',
  'events.export': 'reads',
  'events.save': 'looks',
  'audit.list': 'reads',
  'log.list': 'reads',
}

/** Settings that follow from how somebody uses a window: nobody decides them, and they would drown what is decided. */
const looks: ReadonlySet<string> = new Set<SettingName>([
  'columns',
  'sort',
  'sidebarPx',
  'detailsPx',
  'detailsOpen',
  'recentCommands',
  'folded',
  'adding',
  'detailsTab',
  'fileSort',
  'seenEvent',
  'seenAwayUntil',
])

/** Of the arguments of a deed those that somebody decided. */
export function decidedIn(call: string, args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (call !== 'settings.set') return args
  return Object.fromEntries(Object.entries(args).filter(([name]) => !looks.has(name)))
}

/** Whether a call with these arguments stands in the audit. */
export function isDeed(call: CallName, args: object): boolean {
  if (natures[call] !== 'deed') return false
  return call !== 'settings.set' || Object.keys(args).some((name) => !looks.has(name))
}
