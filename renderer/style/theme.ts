import type { Settings } from '../../preload/contract/settings.ts'

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

/** Calls back when the page's colours change, for what is drawn with colours read from it; the answer ends it. */
export function onThemeChange(run: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', run)
  const observer = new MutationObserver(run)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => {
    dark.removeEventListener('change', run)
    observer.disconnect()
  }
}
