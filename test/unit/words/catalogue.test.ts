import { describe, expect, it } from 'vitest'
import { calls } from '../../../preload/contract/calls.ts'
import { feeds } from '../../../preload/contract/feeds.ts'
import { languages } from '../../../preload/contract/settings.ts'
import { saysOf } from '../../../preload/words/sentences.ts'
import { tables } from '../../../preload/words/all.ts'
import { entriesOf, sayings, type Entry } from './walk.ts'

const entries = Object.fromEntries(languages.map((language) => [language, entriesOf(tables[language])]))
const english = new Map(entries['en']?.map((entry) => [entry.path, entry]))
const others = languages.filter((language) => language !== 'en')

/** Alike in both: names, units, and words that German torrent programs have from English. */
const alike = new Set([
  'Name',
  'Daemon',
  'Daemons',
  'Status',
  'Down',
  'Up',
  'Ratio',
  'Seeds',
  'Peers',
  'Label',
  'Labels',
  'Tracker',
  'Desktop',
  'Details',
  'Limit',
  'Port',
  'Socket',
  'Magenta',
  'normal',
  'Normal',
  'Admin',
  'Torrents',
  'Estuary',
  '#',
  'nas.home',
  'https://nas.home/',
  'System',
  'Alt',
  'Tab',
  'Esc',
])
const isAlike = (text: string): boolean =>
  alike.has(text) || !/\p{L}{2,}/u.test(text.replace(/<[^>]*>|^in |\b(?:[KMGTPE]iB|ms|min)\b/gu, ''))

/** Words that no German sentence has, beside those that are spelt alike in both. */
const englishOnly =
  /(?<![\p{L}@:])(the|of|is|are|were|be|it|its|to|for|with|by|from|and|or|not|that|this|these|they|them|you|your|can|cannot|could|have|has|had|when|where|which|what|than|then|there|here|no|one|any|only|please|file|files|daemon’s|again|try|add|added|remove|removed|choose|show|hide|close|open|password|certificate|connected|address|folder|size|state|left|queue|search|settings?|window)(?![\p{L}@:])/u

describe.each(languages)('the table of %s', (language) => {
  const all = entries[language] ?? []

  it('has an entry for every one that English has, with as many parameters, and no other', () => {
    const form = ({ path, said }: Entry): string => `${path}: ${typeof said === 'string' ? 'text' : said.length}`
    expect(all.map(form)).toEqual([...english.values()].map(form))
  })

  it('has nothing empty, unless English has nothing to say there', () => {
    const empty = all.filter((entry) => sayings(entry).some((text) => text.trim() === ''))
    const known = ['shellWords / events / kinds / acted', 'kindTable / usernameHint / none']
    expect(empty.map(({ path }) => path).sort()).toEqual(known.sort())
  })

  it('can say every entry in some way', () => {
    expect(all.filter((entry) => sayings(entry).length === 0).map(({ path }) => path)).toEqual([])
  })

  it('says of everything given what English says of it', () => {
    const marks = (entry: Entry | undefined): string[] =>
      entry ? [...new Set(sayings(entry).flatMap((text) => text.match(/<\w+>/g) ?? []))].sort() : []
    const wrong = all.filter((entry) => marks(entry).join() !== marks(english.get(entry.path)).join())
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})

describe.each(others)('the translation into %s', (language) => {
  const all = entries[language] ?? []

  it('leaves nothing as it is in English, except what is alike in both', () => {
    const same = all.filter(({ path, said }) => {
      const from = english.get(path)
      if (!from) return false
      const texts = new Set(sayings(from))
      return sayings({ path, said }).some((text) => texts.has(text) && !isAlike(text))
    })
    expect(same.map(({ path }) => path)).toEqual([])
  })

  it('keeps figures and their units on one line, and points of omission behind their word', () => {
    const torn = all
      .flatMap((entry) => sayings(entry))
      .filter((text) => /\d (?:[KMGTPE]iB|B|ms|s|min|h)\b| …/.test(text))
    expect(torn).toEqual([])
  })

  it('leaves no English word within a sentence', () => {
    const left = all.flatMap((entry) => sayings(entry)).filter((text) => englishOnly.test(text.replace(/<\w+>/g, '')))
    expect(left).toEqual([])
  })
})

describe('what the contract says of arguments', () => {
  it('is in the catalogue, word for word', () => {
    const said = new Set<string>()
    for (const { args } of [...Object.values(calls), ...Object.values(feeds)]) collect(args, said, new Set())
    expect(said.size).toBeGreaterThan(10)
    expect([...said].filter((text) => saysOf(text) === null)).toEqual([])
  })
})

/** The messages of a schema, and of everything within it. */
function collect(schema: unknown, said: Set<string>, seen: Set<unknown>): void {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return
  seen.add(schema)
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'message' && typeof value === 'string') said.add(value)
    else collect(value, said, seen)
  }
}
