import type { Component } from 'svelte'

/** An icon of the icon set, taken by single import. */
export type Icon = Component<{ size?: number | string; strokeWidth?: number | string; class?: string }>

/** One line of a menu, as data. */
export interface MenuItem {
  label: string
  icon?: Icon
  /** Shown at the right as the keys of this system; the menu does not listen for it. */
  shortcut?: string
  /** What it means, under the label. */
  remark?: string
  disabled?: boolean
  /** Why it is disabled; shown under the label and read aloud. */
  reason?: string | null
  /** Destroys something: drawn in the colour of errors, never the first line. */
  danger?: boolean
  /** A line that can be switched: its present state. Choosing it leaves the menu open. */
  checked?: boolean
  /** One of several that exclude each other: drawn with a dot in place of a tick; choosing it closes the menu. */
  radio?: boolean
  onSelect?: () => void
  /** A further menu to the right. */
  items?: MenuEntry[]
}

/** A line, a hairline, or a small heading. */
export type MenuEntry = MenuItem | 'line' | { heading: string }

/** Whether an entry is a line that can be chosen. */
export function isItem(entry: MenuEntry): entry is MenuItem {
  return typeof entry === 'object' && 'label' in entry
}
