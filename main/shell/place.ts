import type { Rectangle } from 'electron'
import type { WindowPlace } from './memory.ts'

export const smallest = { width: 640, height: 400 }
const usual = { width: 1280, height: 800 }
/** So much of the window's top edge must be within reach, or nobody could drag it back. */
const grip = { width: 120, height: 32 }

/** Where a window opens: without x and y the system chooses. */
export interface Opening {
  width: number
  height: number
  x?: number
  y?: number
}

/**
 * Where to open the window: where it was, as far as that still is on a screen (a display may be gone, or smaller).
 * @param areas the displays' areas without their bars; the first is the main one
 */
export function whereToOpen(last: WindowPlace | null, areas: readonly Rectangle[]): Opening {
  const [main] = areas
  const wanted = last ?? usual
  const area = (last && areas.find((one) => isReachable(last, one))) ?? main
  const size = {
    width: Math.max(smallest.width, Math.min(wanted.width, area?.width ?? wanted.width)),
    height: Math.max(smallest.height, Math.min(wanted.height, area?.height ?? wanted.height)),
  }
  return last && area && isReachable(last, area) ? { ...size, x: last.x, y: last.y } : size
}

/** Whether enough of the upper edge is within an area. */
function isReachable({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const shown = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return shown >= Math.min(grip.width, width) && y >= area.y && y + grip.height <= area.y + area.height
}
