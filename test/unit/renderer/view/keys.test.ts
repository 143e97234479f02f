import { describe, expect, it } from 'vitest'
import { gridCommand, headerCommand, windowCommand, type Press } from '../../../../renderer/view/keys.ts'

/** "Ctrl+Shift+a" as a keyboard event says it. */
function press(keys: string): Press {
  const parts = keys.split('+')
  const has = (name: string): boolean => parts.slice(0, -1).includes(name)
  return {
    key: parts.at(-1) === 'Space' ? ' ' : (parts.at(-1) ?? ''),
    ctrlKey: has('Ctrl'),
    metaKey: has('Meta'),
    shiftKey: has('Shift'),
    altKey: has('Alt'),
  }
}

describe('keys in the table', () => {
  it.each([
    ['Space', { do: 'toggle' }],
    ['Delete', { do: 'remove' }],
    ['Shift+Delete', { do: 'removeFiles' }],
    ['Ctrl+a', { do: 'selectAll' }],
    ['Meta+a', { do: 'selectAll' }],
    ['Escape', { do: 'deselect' }],
    ['ContextMenu', { do: 'menu' }],
    ['Shift+F10', { do: 'menu' }],
    ['Ctrl+Space', { do: 'pickFocus' }],
    ['Ctrl+c', { do: 'copy' }],
    ['Alt+ArrowUp', { do: 'queue', to: 'up' }],
    ['Alt+End', { do: 'queue', to: 'bottom' }],
    ['Shift+PageDown', { do: 'step', step: 'pageDown', additive: false, range: true }],
    ['Ctrl+Home', { do: 'step', step: 'home', additive: true, range: false }],
    ['b', { do: 'type', letter: 'b' }],
    ['Shift+É', { do: 'type', letter: 'É' }],
  ])('%s does what it says', (keys, command) => {
    expect(gridCommand(press(keys))).toEqual(command)
  })

  it.each(['F2', 'Tab', '/', 'Ctrl+f', 'Ctrl+d', 'Alt+b', 'Shift'])('%s is left to others', (keys) => {
    expect(gridCommand(press(keys))).toBeNull()
  })
})

describe('keys in the window', () => {
  it('lead to the search field, but leave a slash that is being typed', () => {
    expect(windowCommand(press('/'), false)).toBe('filter')
    expect(windowCommand(press('/'), true)).toBeNull()
    expect(windowCommand(press('Ctrl+f'), true)).toBe('filter')
  })

  it('hide the details', () => {
    expect(windowCommand(press('Ctrl+d'), false)).toBe('details')
  })

  it('leave the rest alone', () => {
    expect(windowCommand(press('d'), false)).toBeNull()
    expect(windowCommand(press('Ctrl+Shift+d'), false)).toBeNull()
  })
})

describe('keys on the heads', () => {
  it.each([
    ['ArrowRight', { do: 'step', to: 'right' }],
    ['Ctrl+ArrowLeft', { do: 'move', by: -1 }],
    ['Shift+ArrowRight', { do: 'resize', by: 1 }],
    ['Enter', { do: 'sort' }],
    ['Shift+Enter', { do: 'sortSecond' }],
    ['ArrowDown', { do: 'leave' }],
    ['ContextMenu', { do: 'menu' }],
  ])('%s does what it says', (keys, command) => {
    expect(headerCommand(press(keys))).toEqual(command)
  })

  it('leave the rest alone', () => {
    expect(headerCommand(press('x'))).toBeNull()
  })
})
