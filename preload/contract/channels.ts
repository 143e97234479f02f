/**
 * The messages between the desktop window's preload and the program, and what they carry:
 * call (name, args) → Answer · on (id, feed name, args) · off (id) · item (id, item) · end (id, problem). An id is the window's own number for
 * one listening; it is worth nothing outside of that window.
 */
export const channels = {
  call: 'estuary:call',
  on: 'estuary:on',
  off: 'estuary:off',
  item: 'estuary:item',
  end: 'estuary:end',
} as const
