import Database from '@lucide/svelte/icons/database'
import KeyboardIcon from '@lucide/svelte/icons/keyboard'
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal'
import type { Component } from 'svelte'
import { commandNames, settingsWords } from '../../text/words.ts'
import type { Icon } from '../../ui/menu.ts'
import Data from './Data.svelte'
import { finds } from './finding.ts'
import { generalTexts } from './general.ts'
import General from './General.svelte'
import Keyboard from './Keyboard.svelte'

export type SectionId = keyof typeof settingsWords.sections

export interface SettingsSection {
  readonly id: SectionId
  readonly icon: Icon
  /** Draws what is in it; of that, it leaves out what the search does not find. */
  readonly component: Component<{ query: string }>
  /** What there is to find in it, a text for each setting. */
  readonly texts: () => readonly string[]
}

/** The sections, in order. */
export const settingsSections: readonly SettingsSection[] = [
  { id: 'general', icon: SlidersHorizontal, component: General, texts: () => Object.values(generalTexts()) },
  { id: 'keyboard', icon: KeyboardIcon, component: Keyboard, texts: () => Object.values(commandNames) },
  { id: 'data', icon: Database, component: Data, texts: () => [settingsWords.data.folder] },
]

/** The sections in which the search finds something. A section's own title finds all of it. */
export function sectionsWith(query: string): SettingsSection[] {
  return settingsSections.filter(({ id, texts }) => {
    const title = settingsWords.sections[id]
    return texts().some((text) => finds(query, title, text))
  })
}
