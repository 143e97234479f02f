import type { Component } from 'svelte'
import type { PageId } from '../../data/pages.svelte.ts'
import { commandNames } from '../../text/words.ts'
import SettingsPage from '../settings/SettingsPage.svelte'

interface PageEntry {
  /** What it is called, in the language of now. */
  readonly title: () => string
  readonly component: Component<{ title: string }>
}

/** Every page, by its id. */
export const pageTable: Readonly<Record<PageId, PageEntry>> = {
  settings: { title: () => commandNames.settings, component: SettingsPage },
}
