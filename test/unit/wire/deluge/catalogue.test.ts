import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { events, versionBits, type KnownVersion } from '../../../../main/wire/deluge/catalogue.ts'
import {
  eventArgsIn,
  isEventName,
  isStatusKey,
  methodIn,
  methodNamesIn,
  nearestVersion,
  statusKeysIn,
} from '../../../../main/wire/deluge/lookup.ts'
import { cataloguePath, generateCatalogue } from '../../../vectors/generate-catalogue.ts'
import { vector } from '../typed.ts'

const versions = Object.keys(versionBits) as KnownVersion[]

describe('the catalogue', () => {
  it('is what its generator writes from the recorded lists', async () => {
    expect(readFileSync(cataloguePath, 'utf8')).toBe(await generateCatalogue())
  })

  it.each(versions)('holds every method of %s with level and parameters', (version) => {
    const { methods } = JSON.parse(vector(`methods-${version}.json`)) as {
      methods: Record<string, { auth_level: number; params: { name: string; optional: boolean }[] }>
    }
    for (const [name, { auth_level: level, params }] of Object.entries(methods)) {
      const method = methodIn(version, name)
      const named = params.filter((param) => !param.name.startsWith('*'))
      expect(method, name).toMatchObject({ name, level, open: named.length < params.length })
      expect(method?.params, name).toEqual(
        named.map((param) => ({ name: param.name, optional: param.optional, keywordOnly: false })),
      )
    }
    const special = ['daemon.info', 'daemon.login', 'daemon.set_event_interest']
    expect(methodNamesIn(version).filter((name) => !special.includes(name))).toEqual(
      Object.keys(methods)
        .filter((name) => !special.includes(name))
        .toSorted(),
    )
  })

  it('tells the versions apart', () => {
    expect(methodIn('2.0.3', 'core.get_magnet_uri')).toBeUndefined()
    expect(methodIn('2.1.1', 'core.get_magnet_uri')).toMatchObject({ level: 5 })
    expect(methodIn('1.3.15', 'daemon.info')).toMatchObject({ level: 5 })
    expect(methodIn('2.2.0', 'daemon.info')).toMatchObject({ level: 0 })
    expect(methodIn('2.2.0', 'daemon.login')?.params.at(-1)).toEqual({
      name: 'client_version',
      optional: false,
      keywordOnly: true,
    })
    expect(methodIn('1.3.15', 'core.pause_torrent')?.params[0]?.name).toBe('torrent_ids')
    expect(methodIn('2.2.0', 'core.pause_torrent')?.params[0]?.name).toBe('torrent_id')
    expect(methodIn('2.2.0', 'label.set_torrent')?.params.map(({ name }) => name)).toEqual(['torrent_id', 'label_id'])
    expect(methodIn('2.2.0', 'toString')).toBeUndefined()
  })

  it.each(versions)('holds every event of %s with its arguments', (version) => {
    const recorded = JSON.parse(vector(`events-${version}.json`)) as Record<string, { args: { name: string }[] }>
    for (const [name, { args }] of Object.entries(recorded)) {
      if (!isEventName(name)) throw new Error(`${name} is missing`)
      expect(eventArgsIn(version, name), name).toEqual(args.map((arg) => arg.name))
    }
    const known = Object.keys(events).filter((name) => isEventName(name) && eventArgsIn(version, name))
    expect(known).toEqual(Object.keys(recorded).toSorted())
  })

  it.each(versions)('holds every status key of %s', (version) => {
    const recorded = JSON.parse(vector(`status-keys-${version}.json`)) as Record<string, unknown>
    const keys = Array.isArray(recorded['keys']) ? (recorded['keys'] as string[]) : Object.keys(recorded)
    expect(statusKeysIn(version)).toEqual(keys.toSorted())
    expect(keys.every(isStatusKey)).toBe(true)
    expect(isStatusKey('constructor')).toBe(false)
  })

  it('finds the recorded version next to any other', () => {
    const cases = [
      ['2.2.0', '2.2.0'],
      ['2.1.1', '2.1.1'],
      ['2.1.2.dev0', '2.1.1'],
      ['2.0.5', '2.0.3'],
      ['2.10.0', '2.2.0'],
      ['1.3.15', '1.3.15'],
      ['1.2', '1.3.15'],
      ['nonsense', '1.3.15'],
    ]
    for (const [version, known] of cases) expect(nearestVersion(version!), version).toBe(known)
  })
})
