import { expect, it } from 'vitest'
import * as v from 'valibot'
import { MappingSchema, MappingsSchema, mostMappings } from '../../../preload/contract/mappings.ts'
import { styleOf } from '../../../preload/torrent/folder.ts'
import { localStyleOf } from '../../../preload/torrent/mapping.ts'

const texts = [
  '/srv',
  'D:\\a',
  'd:/a',
  '\\\\nas\\a',
  '\\\\',
  '\\a',
  'C:',
  'a',
  '',
  'smb://nas/a',
  'smb://nas',
  'SMB://nas/a b',
]
const more = ['smb://u:p@nas/a', 'smb://nas/a#b', 'https://nas/a', 'smb://nas//', '/a\nb', '~/a']

it.each([...texts, ...more])('the contract takes as a folder what can be read as one: %j', (given) => {
  expect(v.is(MappingSchema, { remote: given, local: '/mnt' })).toBe(styleOf(given) !== null)
  expect(v.is(MappingSchema, { remote: '/srv', local: given })).toBe(localStyleOf(given) !== null)
})

it('there are not too many of them, and none is there twice', () => {
  const many = Array.from({ length: mostMappings + 1 }, (_, n) => ({ remote: `/srv/${n}`, local: '/mnt' }))
  expect(v.is(MappingsSchema, many.slice(1))).toBe(true)
  expect(v.is(MappingsSchema, many)).toBe(false)
  expect(v.is(MappingsSchema, [many[0], many[0]])).toBe(false)
})
