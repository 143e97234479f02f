import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { sameAddress } from '../../../preload/contract/address.ts'
import type { CallResult, CheckedArgs } from '../../../preload/contract/calls.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import type { PortableSetting, Settings } from '../../../preload/contract/settings.ts'
import type { Arrival, TransferPlan } from '../../../preload/contract/transfer.ts'
import { shown } from '../../../preload/text/shown.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { Registry } from '../../backend/registry.ts'
import { Fault, toProblem } from '../../lib/fault.ts'
import type { DaemonRecord } from '../../store/records.ts'
import { freeName } from '../daemons/names.ts'
import type { Managed } from '../daemons/managed.ts'
import type { Roster } from '../daemons/roster.ts'
import type { History } from '../events/history.ts'
import type { SettingsService } from '../settings/service.ts'
import { type FileDaemon, plainAddress, readFile, spellFile } from './file.ts'
import { rulesHere, rulesToKeep } from './rules.ts'

export interface TransferOptions {
  roster: Roster
  registry: Registry
  settings: SettingsService
  history: History
  /** Of this program. */
  version: string
  /** ms since 1970. */
  now: () => number
}

type Taken = CallResult<'transfer.take'>
type Choice = CheckedArgs<'transfer.take'>['daemons'][number]

/** What a window was shown of a file. */
interface Looked {
  arrivals: ReadonlyMap<string, { arrival: Arrival; entry: FileDaemon }>
  /** The file's daemons in its own order. */
  places: readonly (FileDaemon | null)[]
  settings: Partial<Settings>
}

/** Takes daemons and settings to another Estuary, and in from one, by a file without secrets. */
export class TransferService {
  readonly #options: TransferOptions
  /** By the caller that looked: what one was shown is no other's, and goes with it. */
  readonly #looked = new WeakMap<object, Looked>()

  constructor(options: TransferOptions) {
    this.#options = options
  }

  /** Everything there is to take along, as the text of a file. */
  write(): CallResult<'transfer.export'> {
    const { roster, settings, version, now } = this.#options
    const at = now()
    const records = roster.all().map(({ record }) => record)
    const name = `estuary-${new Date(at).toISOString().slice(0, 10)}.json`
    return { name, content: spellFile(records, settings.get(), { version, at }) }
  }

  /** What a file would change here. Fails with 'corrupt' or 'future' when it cannot be read; the last look stays then. */
  look(caller: object, content: string): TransferPlan {
    const { writtenAt, writtenBy, places, daemons, settings, problems } = readFile(content)
    const arrivals = this.#arrivals(daemons)
    const to = this.#others(this.#here(settings, places))
    this.#looked.set(caller, { arrivals, places, settings: to })
    const here = this.#options.settings.get()
    return {
      writtenAt,
      writtenBy,
      daemons: [...arrivals.values()].map(({ arrival }) => arrival),
      settings: { from: picked(here, Object.keys(to) as PortableSetting[]), to },
      problems,
    }
  }

  /** Takes over what the person chose, one after the other; what fails costs only itself. */
  async take(caller: object, { daemons, settings }: CheckedArgs<'transfer.take'>): Promise<Taken> {
    const looked = this.#looked.get(caller)
    const results: Taken['daemons'] = []
    for (const choice of daemons) {
      try {
        const daemon = await this.#takeOne(looked, choice)
        results.push({ id: choice.id, daemon: daemon.view(), problem: null })
      } catch (error) {
        results.push({ id: choice.id, daemon: null, problem: toProblem(error) })
      }
    }
    return { daemons: results, settings: await this.#takeSettings(looked, settings) }
  }

  async #takeSettings(looked: Looked | undefined, names: readonly PortableSetting[]): Promise<Problem | null> {
    if (names.length === 0) return null
    try {
      if (!looked) throw outdated()
      // The daemons that were taken over are here by now.
      const { noticeRules, ...others } = this.#here(picked(looked.settings, names), looked.places)
      await this.#options.settings.set(noticeRules ? { ...others, noticeRules: rulesToKeep(noticeRules) } : others)
      return null
    } catch (error) {
      return toProblem(error)
    }
  }

  /** The settings of a file, with the daemons that its rules name by their ids here. */
  #here(settings: Partial<Settings>, places: readonly (FileDaemon | null)[]): Partial<Settings> {
    if (!settings.noticeRules) return settings
    const idOf = (at: number): string | null => {
      const entry = places[at]
      return entry ? (this.#holder(entry)?.id ?? null) : null
    }
    return { ...settings, noticeRules: rulesHere(settings.noticeRules, idOf) }
  }

  async #takeOne(looked: Looked | undefined, { id, name }: Choice): Promise<Managed> {
    const found = looked?.arrivals.get(id)
    if (!found) throw outdated()
    const { problem } = found.arrival
    if (problem)
      throw new Fault(problem.code, problem.says ?? say('said', { text: problem.message }), { retry: 'never' })
    const here = this.#holder(found.entry)
    return here ? this.#change(here, found, name) : this.#add(found.entry, name)
  }

  async #add(entry: FileDaemon, name: string): Promise<Managed> {
    const { kind, address, username, certificate, mark, connect, folders: mappings } = entry
    const facts = { kind, name, address, username, mark, connect, mappings }
    const daemon = await this.#options.roster.add({
      ...facts,
      // It waits until the person types it.
      password: null,
      fingerprint: certificate,
      unreviewed: false,
    })
    if (certificate !== null) this.#tellOfTrust(daemon.record, certificate)
    return daemon
  }

  /** What is trusted or mapped here stays; a certificate and folders come only to a daemon that has none yet. */
  async #change(here: Managed, { arrival, entry }: { arrival: Arrival; entry: FileDaemon }, name: string) {
    const facts: Partial<DaemonRecord> = {}
    if (arrival.changes.includes('name')) facts.name = name
    if (arrival.changes.includes('mark')) facts.mark = entry.mark
    if (arrival.changes.includes('folders') && here.record.mappings.length === 0) facts.mappings = entry.folders
    const isPinned = arrival.changes.includes('certificate') && here.record.fingerprint === null
    if (isPinned) {
      Object.assign(facts, { fingerprint: entry.certificate, trustedAt: this.#options.now(), unreviewed: false })
    }
    const daemon = await this.#options.roster.edit(here.id, facts)
    if (isPinned && entry.certificate !== null) this.#tellOfTrust(daemon.record, entry.certificate)
    return daemon
  }

  #tellOfTrust({ id, name }: Readonly<DaemonRecord>, fingerprint: string): void {
    const says = say('history.trusted.file', { fingerprint })
    this.#options.history.add({ kind: 'trusted', daemon: id, name, says })
  }

  /** The daemon here that is this account at this address. */
  #holder({ kind, address, username }: FileDaemon): Managed | null {
    const isSame = ({ record }: Managed): boolean =>
      record.kind === kind && record.username === username && sameAddress(plainAddress(record.address), address)
    return this.#options.roster.all().find(isSame) ?? null
  }

  #arrivals(daemons: readonly FileDaemon[]): Map<string, { arrival: Arrival; entry: FileDaemon }> {
    const arrivals = new Map<string, { arrival: Arrival; entry: FileDaemon }>()
    const names = this.#options.roster.all().map(({ record }) => record.name)
    for (const entry of daemons) {
      // Whoever joined two files has the same account in it twice.
      if ([...arrivals.values()].some((other) => isSameAccount(other.entry, entry))) continue
      const id = randomBytes(9).toString('base64url')
      const arrival = this.#arrival(id, entry, names)
      names.push(arrival.name)
      arrivals.set(id, { arrival, entry })
    }
    return arrivals
  }

  #arrival(id: string, entry: FileDaemon, names: readonly string[]): Arrival {
    const { address, username, mark, certificate } = entry
    const here = this.#holder(entry)?.record ?? null
    const name = nameFor(shown(entry.name), here, names)
    const changes = here ? changesOf(here, entry, name) : []
    const trusted = here?.fingerprint ?? null
    return {
      id,
      state: here === null ? 'new' : changes.length === 0 ? 'same' : 'differs',
      name,
      address,
      username,
      mark,
      fingerprint: certificate,
      here: here?.name ?? null,
      changes,
      otherCertificate: certificate !== null && trusted !== null && certificate !== trusted,
      problem: this.#problemOf(entry),
    }
  }

  #problemOf({ kind, address }: FileDaemon): Problem | null {
    const known = this.#options.registry.find(kind)?.kind
    if (!known) return toProblem(new Fault('incompatible', say('transfer.kind', { kind })))
    if (known.ways.some(({ way }) => way === address.way)) return null
    return toProblem(new Fault('incompatible', say('transfer.way', { kind: known.name })))
  }

  /** Those of the file's settings that are others here. */
  #others(settings: Partial<Settings>): Partial<Settings> {
    const here = this.#options.settings.get()
    const names = Object.keys(settings) as PortableSetting[]
    return picked(
      settings,
      names.filter((name) => !isDeepStrictEqual(settings[name], here[name])),
    )
  }
}

/** As in the file; where another daemon is called so, what it is called here, or a free name like it. */
function nameFor(wanted: string, here: Readonly<DaemonRecord> | null, names: readonly string[]): string {
  const others = names.filter((name) => name !== here?.name)
  if (!others.some((name) => name.toLowerCase() === wanted.toLowerCase())) return wanted
  // Room for a number behind it.
  return here ? here.name : freeName(wanted.slice(0, 90), others)
}

function changesOf(here: Readonly<DaemonRecord>, entry: FileDaemon, name: string): Arrival['changes'] {
  const changes: Arrival['changes'] = []
  if (here.name !== name) changes.push('name')
  if (here.mark !== entry.mark) changes.push('mark')
  if (here.fingerprint === null && entry.certificate !== null) changes.push('certificate')
  if (here.mappings.length === 0 && entry.folders.length > 0) changes.push('folders')
  return changes
}

function isSameAccount(one: FileDaemon, other: FileDaemon): boolean {
  return one.kind === other.kind && one.username === other.username && sameAddress(one.address, other.address)
}

/** Of a name that the other does not have, there is nothing. */
function picked(settings: Partial<Settings>, names: readonly PortableSetting[]): Partial<Settings> {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(settings, name)).map((name) => [name, settings[name]]))
}

function outdated(): Fault {
  return new Fault('not-found', say('transfer.outdated'), { retry: 'after-change' })
}
