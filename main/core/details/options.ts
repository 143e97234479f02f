import type { CheckedArgs } from '../../../preload/contract/calls.ts'
import { type DaemonId, type Hash, keyOf, type TorrentKey } from '../../../preload/contract/keys.ts'
import {
  type OptionName,
  optionNames,
  type OptionResult,
  type OptionsReading,
  type OptionValue,
  type TorrentOptions,
} from '../../../preload/contract/options.ts'
import type { ItemResult } from '../../../preload/contract/torrents.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { OptionOffers } from '../../backend/backend.ts'
import { Fault, toProblem } from '../../lib/fault.ts'
import type { Roster } from '../daemons/roster.ts'
import type { History } from '../events/history.ts'
import { keysByDaemon } from '../keys.ts'
import type { Permit } from '../permit.ts'

/** What was read of one daemon. */
interface Part {
  daemon: DaemonId
  offers: OptionOffers | null
  options: TorrentOptions[]
  problems: ItemResult[]
}

type Shared = Omit<OptionsReading['options'][number]['by'][number], 'daemon'>

/** Options of torrents, over any number of daemons at once; one that is slow or gone costs only its own. */
export class OptionsService {
  readonly #roster: Roster
  readonly #history: History

  constructor(roster: Roster, history: History) {
    this.#roster = roster
    this.#history = history
  }

  async read(permit: Permit, keys: readonly TorrentKey[]): Promise<OptionsReading> {
    const groups = [...keysByDaemon(keys)].map(([daemon, hashes]) => readOne(permit, daemon, hashes))
    const parts = await Promise.all(groups)
    return {
      read: parts.reduce((sum, { options }) => sum + options.length, 0),
      options: optionNames.flatMap((option) => reading(option, parts) ?? []),
      daemons: parts.flatMap(({ daemon, offers }) => (offers ? [{ daemon, ...plain(offers) }] : [])),
      problems: parts.flatMap(({ problems }) => problems),
    }
  }

  async set(permit: Permit, { keys, change }: CheckedArgs<'options.set'>): Promise<OptionResult[]> {
    if (Object.keys(change).length === 0) throw new Fault('invalid', say('options.nothing'))
    const groups = [...keysByDaemon(keys)].map(([daemon, hashes]) => this.#setOne(permit, daemon, hashes, change))
    return (await Promise.all(groups)).flat()
  }

  async #setOne(
    permit: Permit,
    id: DaemonId,
    hashes: readonly Hash[],
    change: TorrentOptions,
  ): Promise<OptionResult[]> {
    const asked = Object.keys(change) as OptionName[]
    try {
      const daemon = this.#roster.get(id)
      const outcomes = await permit(id).inside.setOptions(hashes, change)
      daemon.sync.touch(hashes)
      const changed = outcomes.filter(({ failed }) => failed.length < asked.length)
      this.#tell(
        id,
        changed.map(({ hash }) => hash),
      )
      return outcomes.map(({ hash, failed }) => ({ key: keyOf(id, hash), failed }))
    } catch (error) {
      const problem = toProblem(error)
      const failed = asked.map((option) => ({ option, problem }))
      return hashes.map((hash) => ({ key: keyOf(id, hash), failed }))
    }
  }

  #tell(id: DaemonId, [first, ...others]: readonly Hash[]): void {
    const daemon = this.#roster.find(id)
    if (first === undefined || !daemon) return
    const { name } = daemon.record
    const torrent = daemon.rows.get(first)?.name || first
    const isOne = others.length === 0
    const says = isOne ? say('history.options', { torrent }) : say('history.optionsMany', { number: 1 + others.length })
    this.#history.add({ kind: 'acted', daemon: id, hash: isOne ? first : null, name, says })
  }
}

async function readOne(permit: Permit, daemon: DaemonId, hashes: readonly Hash[]): Promise<Part> {
  const part: Part = { daemon, offers: null, options: [], problems: [] }
  try {
    const { inside } = permit(daemon)
    part.offers = await inside.optionOffers()
    for (const [hash, found] of await inside.options(hashes)) {
      if (found instanceof Fault) part.problems.push({ key: keyOf(daemon, hash), problem: toProblem(found) })
      else part.options.push(found)
    }
  } catch (error) {
    const problem = toProblem(error)
    part.problems = hashes.map((hash) => ({ key: keyOf(daemon, hash), problem }))
  }
  return part
}

/** null = no torrent has it. */
function reading(option: OptionName, parts: readonly Part[]): OptionsReading['options'][number] | null {
  const by = parts.flatMap(({ daemon, options }) => {
    const found = sharedOf(options.map((one) => one[option]))
    return found ? [{ daemon, ...found }] : []
  })
  const all = sharedOf(parts.flatMap(({ options }) => options.map((one) => one[option])))
  return all && { option, ...all, by }
}

/** What is not known says nothing about the others. */
function sharedOf(values: readonly (OptionValue | undefined)[]): Shared | null {
  const told = values.filter((value) => value !== undefined)
  const known = new Set(told)
  const [value] = known
  if (value === undefined) return null
  if (known.size === 1) return { value, mixed: false }
  const share = { on: told.filter((one) => one === true).length, of: told.length }
  return { value: null, mixed: true, ...(typeof value === 'boolean' ? { share } : {}) }
}

function plain({ cannot, labels }: OptionOffers): Pick<OptionsReading['daemons'][number], 'cannot' | 'labels'> {
  return { cannot: [...cannot].map(([option, problem]) => ({ option, problem })), labels }
}
