import { describe, expect, it } from 'vitest'
import { giveKeys, isChanged, judge, keysNow } from '../../../../renderer/view/own-keys.ts'

const commands = [
  { id: 'find', keys: ['/', 'Ctrl+F'], where: 'window' },
  { id: 'palette', keys: ['Ctrl+K'], where: 'window' },
  { id: 'remove', keys: ['Delete'], where: 'list' },
  { id: 'recheck', keys: [], where: 'list' },
] as const
const judged = (shortcut: string, id = 'recheck', own = {}, isMac = false) => judge(shortcut, id, commands, own, isMac)

describe('a shortcut that is asked for', () => {
  it.each(['Ctrl+R', 'Alt+R', 'F8', 'Shift+F8', 'Insert', '#'])('%s is free', (shortcut) => {
    expect(judged(shortcut)).toEqual({ is: 'free' })
  })

  it('is taken by who has it now, not by who has it usually', () => {
    expect(judged('Ctrl+F')).toEqual({ is: 'taken', by: 'find' })
    expect(judged('Ctrl+F', 'recheck', { find: ['F3'] })).toEqual({ is: 'free' })
    expect(judged('F3', 'recheck', { find: ['F3'] })).toEqual({ is: 'taken', by: 'find' })
    expect(judged('Ctrl+K', 'recheck', { palette: [] })).toEqual({ is: 'free' })
  })

  it('may be the command’s own', () => {
    expect(judged('Ctrl+K', 'palette')).toEqual({ is: 'free' })
  })

  it.each([
    ['Alt+3', 'scope'],
    ['Ctrl+Space', 'pick'],
    ['Shift+F10', 'menu'],
    ['Ctrl+Home', 'move'],
    ['Ctrl+Shift+ArrowDown', 'move'],
    ['Ctrl+V', 'paste'],
    ['Ctrl+Z', 'edit'],
    ['Ctrl+Backspace', 'edit'],
  ])('%s always means %s', (shortcut, means) => {
    expect(judged(shortcut)).toEqual({ is: 'fixed', means })
  })

  it.each(['Ctrl+W', 'Ctrl+Shift+N', 'Ctrl+Q', 'Alt+F4', 'Ctrl+Tab', 'Alt+Escape', 'Ctrl+PageUp'])(
    '%s never comes to the window',
    (shortcut) => expect(judged(shortcut)).toEqual({ is: 'away' }),
  )

  it('never comes to a Mac’s window where the system hides windows with it', () => {
    expect(judged('Ctrl+H')).toEqual({ is: 'free' })
    expect(judged('Ctrl+H', 'recheck', {}, true)).toEqual({ is: 'away' })
  })

  it('presses buttons, and so is free for the list alone', () => {
    expect(judged('Space')).toEqual({ is: 'free' })
    expect(judged('Space', 'palette')).toEqual({ is: 'unfit' })
  })

  it.each(['A', 'Shift+A', 'Enter', 'ArrowUp', 'Home'])('%s is needed otherwise', (shortcut) => {
    expect(judged(shortcut)).toEqual({ is: 'unfit' })
  })
})

describe('keys that a command gets', () => {
  it('are kept only where they are not the usual ones', () => {
    expect(giveKeys({}, commands, 'recheck', ['F8'])).toEqual({ recheck: ['F8'] })
    expect(giveKeys({ recheck: ['F8'] }, commands, 'recheck', [])).toEqual({})
    expect(giveKeys({ palette: ['F1'] }, commands, 'palette', ['Ctrl+K'])).toEqual({})
  })

  it('are taken from whoever has them, and nothing else is', () => {
    expect(giveKeys({}, commands, 'recheck', ['Ctrl+F'])).toEqual({ recheck: ['Ctrl+F'], find: ['/'] })
    expect(giveKeys({ recheck: ['F8'] }, commands, 'remove', ['F8'])).toEqual({ remove: ['F8'] })
  })

  it('may be none', () => {
    const own = giveKeys({}, commands, 'palette', [])
    expect(own).toEqual({ palette: [] })
    expect(keysNow(commands[1], own)).toEqual([])
    expect(isChanged(commands[1], own)).toBe(true)
    expect(isChanged(commands[0], own)).toBe(false)
  })

  it('leave out what no command is called any more', () => {
    expect(giveKeys({ bygone: ['F9'] }, commands, 'recheck', ['F8'])).toEqual({ recheck: ['F8'] })
  })
})
