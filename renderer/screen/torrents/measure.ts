import { shown } from '../../../preload/text/shown.ts'
import type { Daemon } from '../../../preload/contract/daemons.ts'

/** Padding of the cell, the mark and the room behind it. */
const besidePx = 8 + 14 + 8 + 7
let pen: CanvasRenderingContext2D | null | undefined

/** How wide the column of daemons has to be for the longest of their names; null = that cannot be told here. */
export function daemonWidth(daemons: readonly Pick<Daemon, 'name'>[], element: Element | null): number | null {
  pen ??= document.createElement('canvas').getContext('2d')
  if (!pen || !element || daemons.length === 0) return null
  const { fontSize, fontFamily } = getComputedStyle(element)
  pen.font = `${fontSize} ${fontFamily}`
  const widest = Math.max(...daemons.map(({ name }) => pen?.measureText(shown(name)).width ?? 0))
  return Math.ceil(widest) + besidePx
}
