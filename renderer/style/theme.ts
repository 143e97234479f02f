import type { Settings } from '../../preload/contract/model.ts'

type Theme = Settings['theme']

/** Where the last choice is kept for the next start: the settings come a moment too late for the first picture. */
const place = 'estuary-theme'

/** Puts the theme on the page and keeps it for the next start. */
export function chooseTheme(theme: Theme): void {
  show(theme)
  try {
    localStorage.setItem(place, theme)
  } catch {
    // A browser that forbids storage only costs a flash at the next start.
  }
}

/** The theme of last time, before anything is drawn. */
export function recallTheme(): void {
  try {
    const kept = localStorage.getItem(place)
    if (kept === 'light' || kept === 'dark') show(kept)
  } catch {
    // See above.
  }
}

function show(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
