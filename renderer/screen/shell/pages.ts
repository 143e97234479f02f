import type { Component } from 'svelte'
import { Late } from '../../data/late.svelte.ts'
import type { PageId } from '../../data/pages.svelte.ts'
import { commandNames } from '../../text/words.ts'

interface PageEntry {
  /** What it is called, in the language of now. */
  readonly title: () => string
  readonly component: Late<Component<{ title: string }>>
}

/** Every page, by its id. */
export const pageTable: Readonly<Record<PageId, PageEntry>> = {
  events: {
    title: () => commandNames.events,
    component: new Late(async () => (await import('../events/EventsPage.svelte')).default),
  },
  settings: {
    title: () => commandNames.settings,
    component: new Late(async () => (await import('../settings/SettingsPage.svelte')).default),
  },
  accounts: {
    title: () => commandNames.accounts,
    component: new Late(async () => (await import('../accounts/AccountsPage.svelte')).default),
  },
}
