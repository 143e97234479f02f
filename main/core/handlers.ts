import type { CallName, CallResult, CheckedArgs } from '../../preload/contract/calls.ts'
import type { CallingWindow } from './parts.ts'

type Handler<N extends CallName> = (
  window: CallingWindow,
  args: CheckedArgs<N>,
) => CallResult<N> | Promise<CallResult<N>>

/** Every call of the contract and what carries it out. */
export const handlers: { readonly [N in CallName]: Handler<N> } = {
  'app.info': ({ app }) => ({
    version: app.host.version,
    door: app.host.door,
    dataFolder: app.host.dataFolder,
    notices: [...app.store.notices],
  }),
  'app.openExternal': ({ app }, { url }) => app.host.outside.openExternal(url),
  'settings.get': ({ app }) => app.settings.get(),
  'settings.set': ({ app }, values) => app.settings.set(values),

  'daemons.test': ({ app }, args) => app.daemons.test(args),
  'daemons.add': ({ app }, args) => app.daemons.add(args),
  'daemons.edit': ({ app }, args) => app.daemons.edit(args),
  'daemons.remove': async ({ app }, { id }) => {
    await app.daemons.remove(id)
    return null
  },
  'daemons.connect': ({ app }, { id }) => {
    app.roster.get(id).wish(true)
    return null
  },
  'daemons.disconnect': ({ app }, { id }) => {
    app.roster.get(id).wish(false)
    return null
  },
  'daemons.trust': ({ app }, { id, fingerprint }) => {
    app.daemons.trust(id, fingerprint)
    return null
  },
  'daemons.keepTwin': ({ app }, { id }) => {
    app.daemons.keepTwin(id)
    return null
  },

  'import.find': (window, args) => window.app.importing.find(window, args),
  'import.take': (window, args) => window.app.importing.take(window, args),

  'torrents.pause': ({ app }, { keys }) => app.torrents.act('torrents.pause', 'pause', keys),
  'torrents.resume': ({ app }, { keys }) => app.torrents.act('torrents.resume', 'resume', keys),
  'torrents.recheck': ({ app }, { keys }) => app.torrents.act('torrents.recheck', 'recheck', keys),
  'torrents.reannounce': ({ app }, { keys }) => app.torrents.act('torrents.reannounce', 'reannounce', keys),
  'torrents.remove': ({ app }, { keys, withFiles }) => app.torrents.remove(keys, withFiles),
  'torrents.queue': ({ app }, { keys, to }) => app.torrents.act('torrents.queue', queueVerbs[to], keys),
  'torrents.add': ({ app }, args) => app.torrents.add(args),
  'torrents.resend': (window, { daemon }) => {
    window.resend(daemon)
    return null
  },

  'view.watch': (window, args) => {
    window.watch(args)
    return null
  },
  'events.list': ({ app }, { before, limit }) => app.history.list(before === undefined ? { limit } : { before, limit }),
}

const queueVerbs = { top: 'queueTop', up: 'queueUp', down: 'queueDown', bottom: 'queueBottom' } as const
