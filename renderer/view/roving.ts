/**
 * An attachment for a group of lists whose lines carry data-stop: each list is one stop of the Tab key, and Up, Down,
 * Home and End walk over the lines of all of them.
 */
export function roving(group: HTMLElement): () => void {
  const lines = (within: Element = group): HTMLElement[] => [...within.querySelectorAll<HTMLElement>('[data-stop]')]

  /** Leaves one line of each list to the Tab key: the one that had the focus last, else the first. */
  const settle = (): void => {
    for (const list of group.querySelectorAll('ul')) {
      const own = lines(list)
      const stop = own.find((line) => line.tabIndex === 0 && line.dataset['visited'] !== undefined) ?? own[0]
      for (const line of own) line.tabIndex = line === stop ? 0 : -1
    }
  }

  const visit = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || target.dataset['stop'] === undefined) return
    for (const line of lines(target.closest('ul') ?? group)) delete line.dataset['visited']
    target.dataset['visited'] = ''
    target.tabIndex = 0
    settle()
  }

  settle()
  const observer = new MutationObserver(settle)
  observer.observe(group, { childList: true, subtree: true })
  group.addEventListener('focusin', visit)
  const stopWalking = walkLines(group)
  return () => {
    observer.disconnect()
    group.removeEventListener('focusin', visit)
    stopWalking()
  }
}

/** An attachment for a list whose lines carry data-stop: Up, Down, Home and End walk over them. */
export function walkLines(group: HTMLElement): () => void {
  const walk = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const all = [...group.querySelectorAll<HTMLElement>('[data-stop]')]
    const at = all.findIndex((line) => line === document.activeElement)
    const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }
    const target = targets[event.key]
    if (at < 0 || target === undefined) return
    event.preventDefault()
    all[Math.min(all.length - 1, Math.max(0, target))]?.focus()
  }
  group.addEventListener('keydown', walk)
  return () => group.removeEventListener('keydown', walk)
}
