import type { Problem } from '../../preload/contract/errors.ts'
import type { DaemonId } from '../../preload/contract/keys.ts'
import {
  isOptionValue,
  type OptionName,
  optionNames,
  type OptionResult,
  type OptionsReading,
  type OptionValue,
  type TorrentOptions,
} from '../../preload/contract/options.ts'
import { count, figure, list } from '../text/format.ts'
import { problemText } from '../text/told.ts'
import { optionWords as words } from '../text/words.ts'
import { decimalNumber, wholeNumber } from './numbers.ts'

/** How an option is set: a box, or a field of a kind. */
export type OptionForm = 'flag' | 'rate' | 'count' | 'ratio' | 'folder' | 'name' | 'label'

export const optionForms: Readonly<Record<OptionName, OptionForm>> = {
  downLimitBytesPerSecond: 'rate',
  upLimitBytesPerSecond: 'rate',
  connections: 'count',
  uploadSlots: 'count',
  stopAtRatio: 'flag',
  stopRatio: 'ratio',
  removeAtRatio: 'flag',
  moveWhenDone: 'flag',
  moveFolder: 'folder',
  sequential: 'flag',
  firstLast: 'flag',
  superSeeding: 'flag',
  autoManaged: 'flag',
  shared: 'flag',
  owner: 'name',
  label: 'label',
}

/** An option that means something only where a box is ticked. */
export const dependsOn: Readonly<Partial<Record<OptionName, OptionName>>> = {
  stopRatio: 'stopAtRatio',
  removeAtRatio: 'stopAtRatio',
  moveFolder: 'moveWhenDone',
}

/** What the person did to options: a box as it is to be, a field as it was written. */
export type Written = ReadonlyMap<OptionName, boolean | string>

/** An option of the torrents that were read; undefined = none of them has it. */
export type OptionRead = OptionsReading['options'][number]

export function readOf(reading: OptionsReading | null, option: OptionName): OptionRead | undefined {
  return reading?.options.find((one) => one.option === option)
}

const unlimitedSigns = new Set(['', '0', '-1', '∞'])

/** How a value stands in its field. */
export function fieldText(option: OptionName, value: OptionValue): string {
  const form = optionForms[option]
  if (form === 'rate' || form === 'count') {
    if (typeof value !== 'number') return words.unlimited
    const number = form === 'rate' ? value / 1024 : value
    return Number.isInteger(number) ? count(number) : figure(number)
  }
  if (form === 'ratio') return typeof value === 'number' ? figure(value) : ''
  return typeof value === 'string' ? value : ''
}

/** The same where it is told in a sentence. */
export function valueText(option: OptionName, value: OptionValue): string {
  if (typeof value === 'boolean') return value ? words.on : words.off
  if (option === 'label' && value === '') return words.noLabel
  const text = fieldText(option, value)
  return optionForms[option] === 'rate' && value !== null ? `${text}\u00a0${words.rateUnit}` : text
}

export type OptionFault = keyof typeof words.faults

/** A value that was written, or why it is none. */
export function readWritten(option: OptionName, written: boolean | string): { value: OptionValue } | OptionFault {
  if (typeof written === 'boolean') return { value: written }
  const text = written.trim()
  const form = optionForms[option]
  if (form === 'rate' || form === 'count') {
    if (unlimitedSigns.has(text) || text.toLowerCase() === words.unlimited) return { value: null }
    const number = form === 'rate' ? decimalNumber(text, true) : wholeNumber(text)
    if (number === null) return form
    // What is nearly nothing is something, and only nothing is no limit.
    const value = form === 'rate' ? Math.round(number * 1024) : number
    return value === 0 ? { value: null } : bounded(option, value)
  }
  if (form === 'ratio') {
    const number = decimalNumber(text, false)
    return number === null ? 'ratio' : bounded(option, number)
  }
  if (form === 'folder' && text === '') return 'folder'
  if (form === 'name' && text === '') return 'owner'
  return bounded(option, text)
}

/** As far as the contract takes it. */
function bounded(option: OptionName, value: OptionValue): { value: OptionValue } | OptionFault {
  return isOptionValue(option, value) ? { value } : 'much'
}

/** What is to be changed, and what of it cannot be. */
export interface Draft {
  readonly change: TorrentOptions
  readonly names: readonly OptionName[]
  readonly faults: ReadonlyMap<OptionName, OptionFault>
}

/** What was written, where it is another thing than what is there. */
export function draftOf(written: Written, reading: OptionsReading | null): Draft {
  const change: Partial<Record<OptionName, OptionValue>> = {}
  const faults = new Map<OptionName, OptionFault>()
  for (const option of optionNames) {
    const one = written.get(option)
    if (one === undefined || isIdle(option, written, reading)) continue
    const read = readWritten(option, one)
    if (typeof read === 'string') faults.set(option, read)
    else if (isOther(read.value, readOf(reading, option))) change[option] = read.value
  }
  const wantsFolder = change.moveWhenDone === true && !faults.has('moveFolder') && change['moveFolder'] === undefined
  const known = readOf(reading, 'moveFolder')
  if (wantsFolder && !known?.mixed && !known?.value) faults.set('moveFolder', 'folder')
  const names = optionNames.filter((option) => option in change || faults.has(option))
  return { change: change as TorrentOptions, names, faults }
}

function isOther(value: OptionValue, read: OptionRead | undefined): boolean {
  return read === undefined || read.mixed || read.value !== value
}

/** How a box stands: as the person set it, else as it is; null = mixed. */
export function boxState(option: OptionName, written: Written, reading: OptionsReading | null): boolean | null {
  const one = written.get(option)
  if (typeof one === 'boolean') return one
  const read = readOf(reading, option)
  return read?.mixed ? null : read?.value === true
}

/** Whether an option means nothing because the box that it depends on is empty. */
export function isIdle(option: OptionName, written: Written, reading: OptionsReading | null): boolean {
  const box = dependsOn[option]
  return box !== undefined && boxState(box, written, reading) === false
}

/** The next state of a box: tick, empty, and mixed where it was that. undefined = as it was. */
export function nextBox(now: boolean | null, wasMixed: boolean): boolean | undefined {
  if (now === null) return true
  return now || !wasMixed ? !now : undefined
}

/** The daemons of which some cannot change an option, with the reason. */
export interface Refusing {
  readonly daemon: DaemonId
  readonly problem: Problem
}

export function refusing(reading: OptionsReading | null, option: OptionName): Refusing[] {
  return (reading?.daemons ?? []).flatMap(({ daemon, cannot }) =>
    cannot.filter((one) => one.option === option).map(({ problem }) => ({ daemon, problem })),
  )
}

/** Why an option cannot be changed anywhere, in words; null = somewhere it can. */
export function whyFixed(reading: OptionsReading | null, option: OptionName): string | null {
  const without = refusing(reading, option)
  if (!reading || without.length < reading.daemons.length || without.length === 0) return null
  return [...new Set(without.map(({ problem }) => problemText(problem)))].join(' ')
}

/** How torrents differ: on how many it is on, where it is on or off. */
export function shareText(share: OptionRead['share']): string {
  return share ? words.onFor(share.on, share.of) : words.mixed
}

/** What torrents of each daemon have, where they differ: "nas: 500 KiB/s; seedbox: unlimited". */
export function mixedText({ option, by }: OptionRead, name: (id: DaemonId) => string): string {
  const told = by.map(({ daemon, value, mixed, share }) =>
    words.valueOn(name(daemon), mixed ? shareText(share) : valueText(option, value)),
  )
  return told.join('; ')
}

/** What some daemons are asked to change. */
export interface OptionShare {
  readonly daemons: readonly DaemonId[]
  readonly change: TorrentOptions
}

/** What is changed on which daemons: none is asked for what it is known not to do. */
export function shares(change: TorrentOptions, reading: OptionsReading): OptionShare[] {
  const groups = new Map<string, { daemons: DaemonId[]; change: TorrentOptions }>()
  for (const { daemon, cannot } of reading.daemons) {
    const without = new Set<string>(cannot.map(({ option }) => option))
    const own = Object.fromEntries(Object.entries(change).filter(([option]) => !without.has(option)))
    if (Object.keys(own).length === 0) continue
    const sign = JSON.stringify(own)
    const group = groups.get(sign)
    if (group) group.daemons.push(daemon)
    else groups.set(sign, { daemons: [daemon], change: own })
  }
  return [...groups.values()]
}

/** What did not become as it was to be: an option, of whom, and why. */
export interface Failure {
  readonly option: OptionName
  readonly keys: readonly string[]
  readonly reason: string
}

/** Those of an option with the same reason together. */
export function failuresOf(results: readonly OptionResult[]): Failure[] {
  const groups = new Map<string, { option: OptionName; reason: string; keys: string[] }>()
  for (const { key, failed } of results) {
    for (const { option, problem } of failed) {
      const reason = problemText(problem)
      const sign = `${option} ${reason}`
      const group = groups.get(sign)
      if (group) group.keys.push(key)
      else groups.set(sign, { option, reason, keys: [key] })
    }
  }
  return [...groups.values()]
}

/** The options that can be changed on some of the daemons only, with the daemons where they can. */
export function partly(reading: OptionsReading | null): { option: OptionName; daemons: DaemonId[] }[] {
  if (!reading) return []
  return optionNames.flatMap((option) => {
    const without = new Set(refusing(reading, option).map(({ daemon }) => daemon))
    if (without.size === 0 || without.size === reading.daemons.length) return []
    return [{ option, daemons: reading.daemons.map(({ daemon }) => daemon).filter((id) => !without.has(id)) }]
  })
}

/** "Owner and label": options in a sentence. */
export function optionList(options: readonly OptionName[]): string {
  return list(options.map((option) => words.names[option]))
}
