import type { DesktopState } from '../../../preload/contract/desktop.ts'
import { desktopPageWords as words, updateWords } from '../../text/words.ts'

export type DesktopBox = 'tray' | 'closeToTray' | 'startHidden' | 'atLogin' | 'progress' | 'count' | 'clipboard'
export type DesktopPart = DesktopBox | 'opens' | 'updates'

/** What the search finds each of these by, in the language of now. */
export function desktopTexts(): Readonly<Record<DesktopPart, string>> {
  return {
    tray: words.tray,
    closeToTray: words.closeToTray,
    startHidden: words.startHidden,
    atLogin: words.atLogin,
    progress: `${words.progress} ${words.progressMac}`,
    count: `${words.count} ${words.countWindows}`,
    clipboard: words.clipboard,
    updates: `${updateWords.title} ${updateWords.ask} ${updateWords.daily} ${updateWords.loads}`,
    opens: `${words.opens.magnet} ${words.opens.torrent} ${words.take}`,
  }
}

/** Boxes to tick in their order, without those that mean nothing on that system. */
export function boxesOf({ system }: Pick<DesktopState, 'system'>): readonly DesktopBox[] {
  // Nothing of a Linux desktop shows a program's progress or counts for it any more.
  if (system === 'linux') return ['tray', 'closeToTray', 'startHidden', 'atLogin', 'clipboard']
  // On macOS closing a window never ends a program.
  if (system === 'macos') return ['tray', 'startHidden', 'atLogin', 'progress', 'count', 'clipboard']
  return ['tray', 'closeToTray', 'startHidden', 'atLogin', 'progress', 'count', 'clipboard']
}

/** Who opens them now, and what stands against taking them over, in sentences. */
export function openerSays({ ours, who, cannot }: DesktopState['opens']['magnet']): string[] {
  if (ours) return [words.ours]
  const now = who !== null ? words.others(who) : cannot === 'elsewhere' ? words.untold : words.nobody
  return cannot === null ? [now] : [now, words.hindrances[cannot]]
}
