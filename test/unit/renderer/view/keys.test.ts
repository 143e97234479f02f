import { describe, expect, it } from 'vitest'
import { gridCommand, headerCommand, type Press } from '../../../../renderer/view/keys.ts'

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
    ['Escape', { do: 'deselect' }],
    ['ContextMenu', { do: 'menu' }],
    ['Shift+F10', { do: 'menu' }],
    ['Ctrl+Space', { do: 'pickFocus' }],
    ['Shift+PageDown', { do: 'step', step: 'pageDown', additive: false, range: true }],
    ['Ctrl+Home', { do: 'step', step: 'home', additive: true, range: false }],
    ['b', { do: 'type', letter: 'b' }],
    ['Shift+É', { do: 'type', letter: 'É' }],
  ])('%s does what it says', (keys, command) => {
    expect(gridCommand(press(keys))).toEqual(command)
  })

  it.each(['F2', 'Tab', 'Ctrl+f', 'Ctrl+d', 'Alt+b', 'Shift'])('%s is left to others', (keys) => {
    expect(gridCommand(press(keys))).toBeNull()
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
