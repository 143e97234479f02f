import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { finds } from '../../../../renderer/screen/settings/finding.ts'
import { inGroups, mainCommands, refusal, type CommandFace } from '../../../../renderer/screen/settings/keys.ts'
import { sectionsWith } from '../../../../renderer/screen/settings/sections.ts'
import { speak } from '../../../../renderer/text/language.svelte.ts'
import { commandNames } from '../../../../renderer/text/words.ts'

const commands: CommandFace = {
  all: [
    { id: 'pause', group: 'torrents', where: 'list', keys: [] },
    { id: 'remove', group: 'torrents', where: 'list', keys: ['Delete'] },
    { id: 'palette', group: 'window', where: 'window', keys: ['Ctrl+K'] },
    { id: 'themeDark', group: 'settings', where: 'window', keys: [] },
  ],
  name: (id) => commandNames[id],
  keysOf: (id) => commands.all.find((one) => one.id === id)?.keys ?? [],
}
const found = (query: string): string[] => inGroups(commands, query).flatMap(({ ids }) => ids)

beforeEach(async () => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  await speak('en')
})
afterEach(async () => {
  await speak('en')
  vi.unstubAllGlobals()
})

describe('the search for a setting', () => {
  it('wants every word somewhere, without case and accents', () => {
    expect(finds('palette COMMAND', 'Command palette')).toBe(true)
    expect(finds('prufen', 'Neu prüfen')).toBe(true)
    expect(finds('command pause', 'Command palette')).toBe(false)
    expect(finds('  ', 'anything')).toBe(true)
  })

  it('finds sections by what is in them, and everything of one by its title', () => {
    expect(sectionsWith('', commands)).toEqual(['general', 'notices', 'desktop', 'keyboard', 'data'])
    expect(sectionsWith('language', commands)).toEqual(['general'])
    expect(sectionsWith('comfortable', commands)).toEqual(['general'])
    expect(sectionsWith('folder', commands)).toEqual(['data'])
    expect(sectionsWith('dark', commands)).toEqual(['general', 'keyboard'])
    expect(sectionsWith('keyboard', commands)).toEqual(['keyboard'])
    expect(sectionsWith('nothing like it', commands)).toEqual([])
  })

  it('finds commands by their names and by their keys', () => {
    expect(found('remove')).toEqual(['remove'])
    expect(found('ctrl+k')).toEqual(['palette'])
    expect(found('keyboard')).toEqual(['pause', 'remove', 'palette', 'themeDark'])
  })

  it('finds in the language of now', async () => {
    await speak('de')
    expect(found('strg')).toEqual(['palette'])
    expect(found('entf')).toEqual(['remove'])
    expect(sectionsWith('sprache', commands)).toEqual(['general'])
  })
})

describe('a refused key', () => {
  it('says by what it is taken, or what it always means', () => {
    expect(refusal('F8', { is: 'free' }, commands)).toBeNull()
    expect(refusal('Ctrl+K', { is: 'taken', by: 'palette' }, commands)).toBe('Ctrl+K is taken by “Command palette”.')
    expect(refusal('Alt+3', { is: 'fixed', means: 'scope' }, commands)).toBe('Alt+3 always means: Show one daemon.')
    expect(refusal('Ctrl+V', { is: 'fixed', means: 'paste' }, commands)).toContain('Paste')
    expect(refusal('Ctrl+W', { is: 'away' }, commands)).toContain('the browser')
    expect(refusal('A', { is: 'unfit' }, commands)).toContain('Ctrl or Alt')
  })
})

describe('the commands that are shown before all are', () => {
  it('are three lines of two', () => expect(mainCommands).toHaveLength(6))
})
