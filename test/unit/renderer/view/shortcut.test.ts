import { afterEach, describe, expect, it, vi } from 'vitest'
import { speak } from '../../../../renderer/text/language.svelte.ts'
import {
  ariaKeys,
  belongsToFields,
  isChoosable,
  keyCaps,
  keyText,
  shortcutOf,
} from '../../../../renderer/view/shortcut.ts'

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

async function speakGerman(): Promise<void> {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  await speak('de')
}
afterEach(async () => {
  if (typeof document === 'undefined') return
  await speak('en')
  vi.unstubAllGlobals()
})

describe('a shortcut', () => {
  it.each([
    [{ key: 'k', ctrlKey: true }, 'Ctrl+K'],
    [{ key: 'k', metaKey: true }, 'Ctrl+K'],
    [{ key: 'K', ctrlKey: true, shiftKey: true }, 'Ctrl+Shift+K'],
    [{ key: ' ' }, 'Space'],
    [{ key: ' ', shiftKey: true }, 'Shift+Space'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: '/', shiftKey: true }, '/'],
    [{ key: 'Delete', shiftKey: true }, 'Shift+Delete'],
    [{ key: 'ArrowUp', altKey: true }, 'Alt+ArrowUp'],
    [{ key: '∂', code: 'KeyD', altKey: true }, 'Alt+D'],
    [{ key: '1', code: 'Digit1', altKey: true }, 'Alt+1'],
    [{ key: ',', ctrlKey: true }, 'Ctrl+,'],
  ])('of %o is %s', (press, shortcut) => {
    expect(shortcutOf({ ...none, ...press })).toBe(shortcut)
  })

  it.each(['Control', 'Shift', 'Alt', 'Meta', 'Dead', 'Process', ''])('is not made of %s alone', (key) => {
    expect(shortcutOf({ ...none, key })).toBeNull()
  })

  it.each(['A', '/', 'Shift+A', 'Delete', 'Ctrl+A', 'Ctrl+C', 'Ctrl+V', 'Ctrl+Z', 'Ctrl+ArrowLeft', 'Home'])(
    '%s is left to a field that is typed into',
    (shortcut) => expect(belongsToFields(shortcut)).toBe(true),
  )

  it.each(['Ctrl+K', 'Ctrl+F', 'Ctrl+,', 'F2', 'Alt+1', 'Alt+Home'])('%s works in fields, too', (shortcut) =>
    expect(belongsToFields(shortcut)).toBe(false),
  )

  it.each(['Ctrl+K', 'Alt+X', 'F5', 'Shift+Delete', 'Space', '?'])('%s may be chosen', (shortcut) =>
    expect(isChoosable(shortcut)).toBe(true),
  )

  it.each(['A', 'Shift+A', 'Tab', 'Enter', 'Escape', 'ArrowUp', 'Shift+Tab'])('%s may not be chosen', (shortcut) =>
    expect(isChoosable(shortcut)).toBe(false),
  )

  it('is drawn as the caps of this system', () => {
    expect(keyCaps('Ctrl+Shift+Space', false)).toEqual(['Ctrl', 'Shift', 'Space'])
    expect(keyCaps('Alt+ArrowUp', false)).toEqual(['Alt', '↑'])
    expect(keyCaps('Ctrl++', false)).toEqual(['Ctrl', '+'])
    expect(keyCaps('+', false)).toEqual(['+'])
    expect(keyText('Ctrl+K', true)).toBe('⌘K')
    expect(keyText('Shift+Delete', false)).toBe('Shift+Del')
    expect(ariaKeys(['/', 'Ctrl+F'], false)).toBe('/ Control+F')
  })

  it('is drawn in the person’s language', async () => {
    await speakGerman()
    expect(keyCaps('Ctrl+Shift+Delete', false)).toEqual(['Strg', 'Umschalt', 'Entf'])
    expect([keyText('Space', false), keyText('Alt+Home', false)]).toEqual(['Leertaste', 'Alt+Pos1'])
    expect(keyText('Ctrl+K', true)).toBe('⌘K')
  })

  it('is drawn with a Mac’s signs, Command last', () => {
    expect(keyCaps('Ctrl+Shift+K', true)).toEqual(['⇧', '⌘', 'K'])
    expect(keyText('Alt+ArrowUp', true)).toBe('⌥↑')
    expect(keyText('Shift+Delete', true)).toBe('⇧⌦')
    expect(keyText('Ctrl++', true)).toBe('⌘+')
  })
})
