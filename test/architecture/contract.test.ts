import { describe, expect, it } from 'vitest'
import { extentOf, extentOfAnyCall } from '../../main/core/extent.ts'
import { handlers, openers } from '../../main/core/handlers.ts'
import { type CallName, calls, capabilityFor } from '../../preload/contract/calls.ts'
import { natures } from '../../preload/contract/deeds.ts'
import { feeds } from '../../preload/contract/feeds.ts'
import { SettingsSchema } from '../../preload/contract/settings.ts'
import { tables } from '../../preload/words/all.ts'
import { readSources } from './sources.ts'

describe('the contract', () => {
  it('has a handler for every call, and no handler for anything else', () => {
    expect(Object.keys(handlers).sort()).toEqual(Object.keys(calls).sort())
  })

  it('has a schema for the arguments and for the result of every call', () => {
    for (const [name, { args, result }] of Object.entries(calls)) {
      expect(args.kind, name).toBe('schema')
      expect(args.type, name).toMatch(/^(strict_)?object$/)
      expect(result.kind, name).toBe('schema')
    }
  })

  it('has a schema for the arguments and for the items of every feed', () => {
    for (const [name, { args, item }] of Object.entries(feeds)) {
      expect(args.kind, name).toBe('schema')
      expect(args.type, name).toBe('object')
      expect(item.kind, name).toBe('schema')
    }
  })

  it('has what begins every feed, and nothing else', () => {
    expect(Object.keys(openers).sort()).toEqual(Object.keys(feeds).sort())
  })

  it('bounds every text, list, table and number among the arguments of calls and feeds', () => {
    for (const [name, { args }] of [...Object.entries(calls), ...Object.entries(feeds)]) {
      expect(() => extentOf(args), name).not.toThrow()
    }
    expect(extentOfAnyCall.parts).toBeLessThan(201_000)
    expect(extentOfAnyCall.depth).toBeLessThan(8)
  })

  it('bounds what is kept of the settings, too', () => {
    expect(() => extentOf(SettingsSchema)).not.toThrow()
  })

  it('says of every call whether it reads or is a deed, which has a name in every language', () => {
    expect(Object.keys(natures).sort()).toEqual(Object.keys(calls).sort())
    const deeds = (Object.keys(natures) as CallName[]).filter((name) => natures[name] === 'deed').sort()
    for (const { auditWords } of Object.values(tables)) expect(Object.keys(auditWords.calls).sort()).toEqual(deeds)
    // What a daemon must be capable of is done to it, unless it is only asked.
    const asked = ['accounts.list', 'adding.offers', 'adding.space', 'folders.complete']
    const capable = (Object.keys(calls) as CallName[]).filter((name) => capabilityFor(name) !== null)
    expect(capable.filter((name) => natures[name] !== 'deed')).toEqual(asked)
  })

  it('is carried out in one place only, which writes deeds down first', () => {
    const importers = readSources('main').filter(({ imports }) =>
      imports.some(({ path, typeOnly }) => path === 'main/core/handlers.ts' && !typeOnly),
    )
    expect(importers.map(({ path }) => path)).toEqual(['main/core/guest.ts'])
  })

  it('names calls after a noun and a verb', () => {
    for (const name of Object.keys(calls)) expect(name).toMatch(/^[a-z]+\.[a-z]+[A-Za-z]*$/)
  })
})
