import { createContext } from 'svelte'
import type { Bridge } from '../../preload/contract/bridge.ts'
import { Actions } from './actions.ts'
import { Arrivals } from './arrivals.ts'
import { WindowClock } from './clock.svelte.ts'
import { Columns } from './columns.svelte.ts'
import { Daemons } from './daemons.svelte.ts'
import { Details } from './details.svelte.ts'
import { Dialogs } from './dialogs.svelte.ts'
import type { DoorBridge } from './door.ts'
import { Events } from './events.svelte.ts'
import { Listing } from './listing.svelte.ts'
import { Notices } from './notices.svelte.ts'
import { Pending } from './pending.svelte.ts'
import { Rates } from './rates.svelte.ts'
import { SettingsMirror } from './settings.svelte.ts'
import { Torrents } from './torrents.svelte.ts'
import { Watch } from './watch.ts'

/** Everything the window knows and can do; components get it with useSession(). */
export interface Session {
  /** For calls that no mirror makes. */
  readonly bridge: Bridge
  readonly daemons: Daemons
  readonly torrents: Torrents
  readonly listing: Listing
  readonly events: Events
  readonly settings: SettingsMirror
  readonly columns: Columns
  readonly details: Details
  readonly pending: Pending
  readonly rates: Rates
  readonly actions: Actions
  readonly notices: Notices
  readonly dialogs: Dialogs
  readonly watch: Watch
  readonly clock: WindowClock
  /** Ends every subscription and timer. */
  close(): void
}

/** A way to the core; one that can be lost says so. */
type Way = Bridge & Partial<Pick<DoorBridge, 'onState'>>

/** Tells the watch when the window is hidden, and when the door was lost and is back. */
function followWindow(watch: Watch, bridge: Way): () => void {
  const look = (): void => watch.hide(document.hidden)
  document.addEventListener('visibilitychange', look)
  const stop = bridge.onState?.((state) => {
    if (state === 'open') watch.again()
  })
  return () => {
    document.removeEventListener('visibilitychange', look)
    stop?.()
  }
}

/** Composes the window's mirrors over one way to the core. */
export function createSession(bridge: Way): Session {
  const notices = new Notices()
  const dialogs = new Dialogs()
  const clock = new WindowClock()
  const settings = new SettingsMirror(bridge, notices)
  const columns = new Columns(settings)
  const daemons = new Daemons(bridge)
  const torrents = new Torrents(bridge)
  const pending = new Pending()
  const listing = new Listing(torrents, daemons, settings)
  const events = new Events(bridge, notices)
  const details = new Details(bridge)
  const rates = new Rates(torrents.rows)
  const watch = new Watch(bridge)
  const actions = new Actions(bridge, torrents, daemons, pending, notices)
  const arrivals = new Arrivals({ bridge, daemons, dialogs, notices })
  const stops = [
    torrents.listen((changes) => pending.settle(changes)),
    daemons.listen((list) => torrents.keepDaemons(new Set(list.map(({ id }) => id)))),
    followWindow(watch, bridge),
    $effect.root(() => {
      $effect(() => {
        const focus = listing.single
        watch.select(listing.selected, focus)
        if (focus) rates.follow(focus)
      })
    }),
  ]
  const parts = [arrivals, listing, pending, watch, rates, details, events, torrents, daemons, settings, clock]
  const close = (): void => {
    for (const stop of stops) stop()
    for (const part of parts) part.close()
  }
  return {
    bridge,
    daemons,
    torrents,
    listing,
    events,
    settings,
    columns,
    details,
    pending,
    rates,
    actions,
    notices,
    dialogs,
    watch,
    clock,
    close,
  }
}

/** provideSession is called once, in App; useSession anywhere below it. */
export const [useSession, provideSession] = createContext<Session>()
