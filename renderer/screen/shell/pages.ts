import type { Component } from 'svelte'
import type { PageId } from '../../data/pages.svelte.ts'
import { commandNames } from '../../text/words.ts'
import AccountsPage from '../accounts/AccountsPage.svelte'
import EventsPage from '../events/EventsPage.svelte'
import SettingsPage from '../settings/SettingsPage.svelte'

interface PageEntry {
  /** What it is called, in the language of now. */
  readonly title: () => string
  readonly component: Component<{ title: string }>
}

/** Every page, by its id. */
export const pageTable: Readonly<Record<PageId, PageEntry>> = {
  accounts: { title: () => commandNames.accounts, component: AccountsPage },
  events: { title: () => commandNames.events, component: EventsPage },
  settings: { title: () => commandNames.settings, component: SettingsPage },
}
