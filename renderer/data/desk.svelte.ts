import { createContext } from 'svelte'
import type { Bridge } from '../../preload/contract/bridge.ts'
import { Accounts } from './accounts.svelte.ts'
import { Actions } from './actions.ts'
import { Arrivals } from './arrivals.ts'
import { Attention, type Looks as WindowLooks } from './attention.ts'
import { WindowClock } from './clock.svelte.ts'
import { Commands } from './commands.svelte.ts'
import { Columns } from './columns.svelte.ts'
import { Condition } from './condition.svelte.ts'
import { Daemons } from './daemons.svelte.ts'
import { Details } from './details.svelte.ts'
import { Dialogs } from './dialogs.svelte.ts'
import type { DoorBridge } from './door.ts'
import { Events } from './events.svelte.ts'
import { WindowFrame } from './frame.svelte.ts'
import { Kinds } from './kinds.svelte.ts'
import { Leads } from './leads.ts'
import { Limits } from './limits.svelte.ts'
import { Listing } from './listing.svelte.ts'
import { Looks } from './looks.ts'
import { Moves } from './moves.ts'
import { Notifications } from './notifications.svelte.ts'
import { OptionSheet } from './options.svelte.ts'
import { Pages } from './pages.svelte.ts'
import { Pending } from './pending.svelte.ts'
import { Places } from './places.ts'
import { Rates } from './rates.svelte.ts'
import { Removals } from './removals.svelte.ts'
import { SettingsMirror } from './settings.svelte.ts'
import { Toasts } from './toasts.svelte.ts'
import { Torrents } from './torrents.svelte.ts'
import { Updates } from './updates.svelte.ts'
import { Watch } from './watch.ts'

/** Everything the window knows and can do; components get it with useDesk(). */
export interface Desk {
  /** For calls that no mirror makes. */
  readonly bridge: Bridge
  readonly condition: Condition
  readonly updates: Updates
  readonly kinds: Kinds
  readonly daemons: Daemons
  readonly torrents: Torrents
  readonly listing: Listing
  readonly events: Events
  readonly settings: SettingsMirror
  readonly columns: Columns
  readonly details: Details
  readonly looks: Looks
  readonly options: OptionSheet
  readonly pending: Pending
  readonly rates: Rates
  readonly removals: Removals
  readonly limits: Limits
  readonly accounts: Accounts
  readonly actions: Actions
  readonly commands: Commands
  readonly toasts: Toasts
  readonly notifications: Notifications
  readonly dialogs: Dialogs
  readonly frame: WindowFrame
  readonly pages: Pages
  readonly watch: Watch
  readonly clock: WindowClock
  /** Ends every subscription and timer. */
  close(): void
}

/** Calls back when the window is hidden or shown again; the returned function ends it. */
function onHidden(tell: (hidden: boolean) => void): () => void {
  const look = (): void => tell(document.hidden)
  document.addEventListener('visibilitychange', look)
  return () => document.removeEventListener('visibilitychange', look)
}

const isDesktop = (): boolean => 'estuary' in window

/** Of this page. The desktop program looks by itself whether its window is in front. */
const ownWindow: WindowLooks = {
  isLookedAt: () => !isDesktop() && !document.hidden && document.hasFocus(),
  onChange(look) {
    const events = ['focus', 'blur', 'visibilitychange'] as const
    for (const event of events) window.addEventListener(event, look)
    return () => {
      for (const event of events) window.removeEventListener(event, look)
    }
  },
}

/** Ties the mirrors to one another, to the window and to its door; the returned function unties them. */
function tie(desk: Omit<Desk, 'close'>, door: DoorBridge, attention: Attention): () => void {
  const { actions, daemons, details, kinds, listing, looks, pages, pending, rates, torrents, watch } = desk
  const stops = [
    torrents.listen((changes) => {
      pending.settle(changes)
      actions.together.settle(changes)
    }),
    daemons.listen((list) => torrents.keepDaemons(new Set(list.map(({ id }) => id)))),
    // Whoever names a torrent wants to see it.
    listing.onReveal(() => pages.leave()),
    onHidden((hidden) => {
      watch.hide(hidden)
      details.hide(hidden)
      looks.hide(hidden)
      rates.hide(hidden)
    }),
    // Told at once, and again when a door that was lost is back.
    door.onState((state) => {
      if (state !== 'open') return daemons.lose(Date.now())
      void kinds.load()
      watch.again()
      attention.again()
      details.follow(listing.single)
    }),
    $effect.root(() => {
      $effect(() => {
        const focus = listing.single
        watch.select(listing.selected)
        details.follow(focus)
        rates.follow(focus)
      })
      $effect(() => watch.depend(listing.fields))
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** Composes the window's mirrors over one way to the core. */
export function createDesk(bridge: DoorBridge): Desk {
  const toasts = new Toasts()
  const condition = new Condition(bridge, toasts)
  const updates = new Updates(bridge, toasts)
  const kinds = new Kinds(bridge, toasts)
  const dialogs = new Dialogs()
  const clock = new WindowClock()
  const settings = new SettingsMirror(bridge, toasts)
  const frame = new WindowFrame(settings)
  const pages = new Pages()
  const columns = new Columns(settings, frame)
  const daemons = new Daemons(bridge)
  const accounts = new Accounts(bridge, daemons)
  const torrents = new Torrents(bridge)
  const pending = new Pending()
  const listing = new Listing(torrents, daemons, settings)
  const events = new Events(bridge, toasts, settings)
  const details = new Details(bridge)
  const looks = new Looks(bridge)
  const options = new OptionSheet(bridge)
  const rates = new Rates(bridge, torrents.rows, (daemon) => daemons.isStale(daemon))
  const watch = new Watch(bridge)
  const removals = new Removals({ bridge, daemons, torrents, toasts })
  const places = new Places({ daemons, torrents, canShow: isDesktop() })
  const actions = new Actions({ bridge, torrents, daemons, pending, removals, toasts, dialogs, listing, places })
  const limits = new Limits(bridge, daemons, toasts)
  const moves = new Moves({
    bridge,
    toasts,
    names: { torrent: (key) => torrents.rows.get(key)?.name, daemon: (id) => daemons.name(id) },
    move: (keys, targets) => void actions.move(keys, targets),
  })
  const commands = new Commands({ actions, removals, daemons, dialogs, frame, listing, pages, settings })
  const notifications = new Notifications(isDesktop() ? 'system' : 'Notification' in window ? Notification : null)
  const leads = new Leads({ daemons, listing, pages, torrents })
  const arrivals = new Arrivals({ bridge, daemons, dialogs, leads, notifications, toasts, torrents })
  const attention = new Attention(bridge, ownWindow)
  const mirrors = {
    condition,
    updates,
    kinds,
    daemons,
    torrents,
    listing,
    events,
    settings,
    columns,
    details,
    looks,
    pending,
    rates,
    removals,
    limits,
  }
  const desk = {
    bridge,
    ...mirrors,
    options,
    accounts,
    actions,
    commands,
    toasts,
    notifications,
    dialogs,
    frame,
    pages,
    watch,
    clock,
  }
  const untie = tie(desk, bridge, attention)
  const parts = [
    condition,
    updates,
    arrivals,
    attention,
    leads,
    listing,
    pending,
    watch,
    rates,
    removals,
    limits,
    moves,
    details,
    looks,
    events,
    torrents,
    daemons,
    settings,
    frame,
    pages,
    clock,
  ]
  const close = (): void => {
    untie()
    for (const part of parts) part.close()
  }
  return { ...desk, close }
}

/** provideDesk is called once, in App; useDesk anywhere below it. */
export const [useDesk, provideDesk] = createContext<Desk>()
