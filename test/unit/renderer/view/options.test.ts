import { describe, expect, it } from 'vitest'
import type { OptionName, OptionsReading, OptionValue } from '../../../../preload/contract/options.ts'
import {
  boxState,
  draftOf,
  failuresOf,
  fieldText,
  isIdle,
  mixedText,
  nextBox,
  partly,
  readOf,
  readWritten,
  shareText,
  shares,
  valueText,
  whyFixed,
  type Written,
} from '../../../../renderer/view/options.ts'

const problem = { code: 'level', message: 'Only an admin may.', retry: 'never' } as const
const shared = (option: OptionName, value: OptionValue): OptionsReading['options'][number] => ({
  option,
  value,
  mixed: false,
  by: [
    { daemon: 'nas0', value, mixed: false },
    { daemon: 'box0', value, mixed: false },
  ],
})
const mixed = (option: OptionName, one: OptionValue, other: OptionValue): OptionsReading['options'][number] => ({
  option,
  value: null,
  mixed: true,
  by: [
    { daemon: 'nas0', value: one, mixed: false },
    { daemon: 'box0', value: other, mixed: false },
  ],
})
const reading: OptionsReading = {
  read: 2,
  options: [
    shared('downLimitBytesPerSecond', null),
    mixed('upLimitBytesPerSecond', 512_000, null),
    shared('connections', 50),
    mixed('sequential', true, false),
    shared('stopAtRatio', false),
    shared('stopRatio', 2),
    shared('moveWhenDone', false),
    shared('moveFolder', ''),
    mixed('label', 'film', ''),
    mixed('owner', 'admin', 'normal'),
  ],
  daemons: [
    { daemon: 'nas0', cannot: [], labels: ['film'] },
    { daemon: 'box0', cannot: [{ option: 'owner', problem }], labels: null },
  ],
  problems: [],
}
const wrote = (...entries: [OptionName, string | boolean][]): Written => new Map(entries)
const changed = (written: Written) => draftOf(written, reading).change

describe('options that were written', () => {
  it('are read with their units, and the ways to say that there is no limit', () => {
    expect(readWritten('upLimitBytesPerSecond', ' 512 ')).toEqual({ value: 524_288 })
    expect(readWritten('upLimitBytesPerSecond', '1,024')).toEqual({ value: 1_048_576 })
    expect(readWritten('upLimitBytesPerSecond', '12,5')).toEqual({ value: 12_800 })
    for (const none of ['', '0', 'Unlimited', '0.0']) {
      expect(readWritten('upLimitBytesPerSecond', none)).toEqual({ value: null })
    }
    expect(readWritten('connections', 'unlimited')).toEqual({ value: null })
    expect(readWritten('stopRatio', '1,5')).toEqual({ value: 1.5 })
    expect(readWritten('stopRatio', '0')).toEqual({ value: 0 })
    expect(readWritten('label', ' film ')).toEqual({ value: 'film' })
  })

  it('are told to be none where they are none', () => {
    expect(readWritten('upLimitBytesPerSecond', 'fast')).toBe('rate')
    expect(readWritten('uploadSlots', '2.5 or so')).toBe('count')
    expect(readWritten('uploadSlots', '-3')).toBe('count')
    expect(readWritten('connections', '99999999')).toBe('much')
    expect(readWritten('stopRatio', '')).toBe('ratio')
    expect(readWritten('owner', ' ')).toBe('owner')
    expect(readWritten('moveFolder', '')).toBe('folder')
  })

  it('are sent only where they are another thing than what is there', () => {
    expect(changed(wrote())).toEqual({})
    expect(changed(wrote(['connections', '50'], ['downLimitBytesPerSecond', '0']))).toEqual({})
    expect(changed(wrote(['connections', '51'], ['sequential', true]))).toEqual({ connections: 51, sequential: true })
    // Of a mixed one nothing is the same.
    expect(changed(wrote(['upLimitBytesPerSecond', 'unlimited'], ['label', '']))).toEqual({
      upLimitBytesPerSecond: null,
      label: '',
    })
  })

  it('are left alone where the box that they depend on is empty', () => {
    expect(isIdle('stopRatio', wrote(), reading)).toBe(true)
    expect(changed(wrote(['stopRatio', '3']))).toEqual({})
    expect(changed(wrote(['stopRatio', '3'], ['stopAtRatio', true]))).toEqual({ stopAtRatio: true, stopRatio: 3 })
  })

  it('want a folder where what is finished is to be moved and there is none', () => {
    expect([...draftOf(wrote(['moveWhenDone', true]), reading).faults]).toEqual([['moveFolder', 'folder']])
    const both = draftOf(wrote(['moveWhenDone', true], ['moveFolder', '/srv/done']), reading)
    expect(both.faults.size).toBe(0)
    expect(both.change).toEqual({ moveWhenDone: true, moveFolder: '/srv/done' })
  })
})

describe('what is shown of options', () => {
  it('is a figure, a word, or what each daemon has', () => {
    expect(fieldText('upLimitBytesPerSecond', 524_288)).toBe('512')
    expect(fieldText('upLimitBytesPerSecond', 12_800)).toBe('12.50')
    expect(fieldText('connections', null)).toBe('unlimited')
    expect(fieldText('stopRatio', 2)).toBe('2.00')
    expect(valueText('upLimitBytesPerSecond', 512_000)).toBe('500\u00a0KiB/s')
    expect(valueText('label', '')).toBe('no label')
    const text = mixedText(readOf(reading, 'upLimitBytesPerSecond')!, (id) => id.slice(0, 3))
    expect(text.replaceAll(/[\u2066-\u2069]/g, '')).toBe('nas: 500\u00a0KiB/s; box: unlimited')
  })

  it('says on how many a box is ticked, and of several daemons where', () => {
    const share = { on: 1, of: 3 }
    const by = [
      { daemon: 'nas0', value: null, mixed: true, share: { on: 1, of: 2 } },
      { daemon: 'box0', value: false, mixed: false },
    ]
    expect(shareText(share)).toBe('on for 1 of 3')
    expect(shareText(undefined)).toBe('mixed')
    const text = mixedText({ option: 'sequential', value: null, mixed: true, share, by }, (id) => id.slice(0, 3))
    expect(text.replaceAll(/[\u2066-\u2069]/g, '')).toBe('nas: on for 1 of 2; box: off')
  })

  it('is a box that goes from mixed to a tick, to empty, and back to mixed', () => {
    expect(boxState('sequential', wrote(), reading)).toBeNull()
    expect(nextBox(null, true)).toBe(true)
    expect(nextBox(true, true)).toBe(false)
    expect(nextBox(false, true)).toBeUndefined()
    expect(nextBox(false, false)).toBe(true)
    expect(nextBox(true, false)).toBe(false)
  })
})

describe('what daemons cannot', () => {
  it('is fixed where none of them can, and left out of what the others are asked', () => {
    expect(whyFixed(reading, 'owner')).toBeNull()
    expect(whyFixed({ ...reading, daemons: reading.daemons.slice(1) }, 'owner')).toBe('Only an admin may.')
    expect(partly(reading)).toEqual([{ option: 'owner', daemons: ['nas0'] }])
    expect(shares({ owner: 'admin', connections: 4 }, reading)).toEqual([
      { daemons: ['nas0'], change: { owner: 'admin', connections: 4 } },
      { daemons: ['box0'], change: { connections: 4 } },
    ])
    expect(shares({ owner: 'admin' }, reading)).toEqual([{ daemons: ['nas0'], change: { owner: 'admin' } }])
  })

  it('is told by option and reason', () => {
    const failed = [{ option: 'owner' as const, problem }]
    expect(
      failuresOf([
        { key: 'a', failed },
        { key: 'b', failed: [] },
        { key: 'c', failed },
      ]),
    ).toEqual([{ option: 'owner', keys: ['a', 'c'], reason: 'Only an admin may.' }])
  })
})
