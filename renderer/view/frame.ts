/** How the sidebar stands: whole beside the list, as a rail of signs, or away behind a button of the toolbar. */
export type SidebarForm = 'whole' | 'rail' | 'drawer'

/** How the window's parts share the room that there is. */
export interface Frame {
  readonly sidebar: SidebarForm
  /** The details lie under the list, or over it with a line that opens them. */
  readonly details: 'under' | 'over'
  /** The toolbar has everything; what is done most, the rest in a menu; or the same without words and field. */
  readonly toolbar: 'whole' | 'short' | 'least'
}

/** Below these the parts give way: pixels of the page, so that a larger zoom does the same as a smaller window. */
const railBelowPx = 900
const drawerBelowPx = 720
const leastBelowPx = 520
/** Less height than this is the list's alone. */
const lowBelowPx = 500

/** The frame for a window of that size in pixels of the page. */
export function frameFor(widthPx: number, heightPx: number): Frame {
  const narrow = widthPx < railBelowPx
  return {
    sidebar: widthPx < drawerBelowPx ? 'drawer' : narrow ? 'rail' : 'whole',
    details: narrow || heightPx < lowBelowPx ? 'over' : 'under',
    toolbar: widthPx < leastBelowPx ? 'least' : narrow ? 'short' : 'whole',
  }
}
