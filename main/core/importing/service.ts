import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import type { CallResult, CheckedArgs } from '../../../preload/contract/calls.ts'
import { daemonCalls } from '../../../preload/contract/daemons.ts'
import type { Candidate } from '../../../preload/contract/importing.ts'
import type { KindId } from '../../../preload/contract/kinds.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { Around, Sighting } from '../../backend/backend.ts'
import type { Registry } from '../../backend/registry.ts'
import { Fault, faultOf, toProblem } from '../../lib/fault.ts'
import { isThisMachine } from '../../../preload/contract/address.ts'
import { contractSays } from '../arguments.ts'
import { checkAccount } from '../daemons/account.ts'
import { freeName } from '../daemons/names.ts'
import type { Roster } from '../daemons/roster.ts'
import type { History } from '../events/history.ts'
import { shown } from '../../../preload/text/shown.ts'

export interface ImportOptions {
  roster: Roster
  registry: Registry
  history: History
  around: Around
}

type Look = CallResult<'import.find'>
type Taken = CallResult<'import.take'>[number]

const mostCandidates = 1000

/** One of what was found, with what the window does not get. */
interface Found {
  kind: KindId
  candidate: Candidate
  sighting: Sighting
}

/** Takes over the daemons that the kinds' own programs on this machine know. */
export class ImportService {
  readonly #options: ImportOptions
  /** By the caller that looked: what one found is no other's, and goes with it. */
  readonly #found = new WeakMap<object, Map<string, Found>>()

  constructor(options: ImportOptions) {
    this.#options = options
  }

  /** Looks in the usual places, or in the one folder given (or the folder of the file given). */
  async find(caller: object, { kind, folder }: CheckedArgs<'import.find'>): Promise<Look> {
    const { importer, kind: about } = this.#options.registry.get(kind)
    if (!importer) throw new Fault('invalid', say('import.none', { kind: about.name }))
    const { folders, sightings, problems } = await importer.find(this.#options.around, folder)
    const found = new Map<string, Found>()
    const seen = new Set<string>()
    for (const sighting of sightings) this.#gather(kind, sighting, found, seen)
    this.#found.set(caller, found)
    return { folders, candidates: [...found.values()].map(({ candidate }) => candidate), problems }
  }

  /** Adds what the person chose, one after the other; one that fails costs only itself. */
  async take(caller: object, { items }: CheckedArgs<'import.take'>): Promise<Taken[]> {
    const found = this.#found.get(caller)
    const results: Taken[] = []
    for (const item of items) {
      try {
        results.push({ id: item.id, daemon: await this.#takeOne(found?.get(item.id), item), problem: null })
      } catch (error) {
        results.push({ id: item.id, daemon: null, problem: toProblem(error) })
      }
    }
    return results
  }

  async #takeOne(
    found: Found | undefined,
    item: CheckedArgs<'import.take'>['items'][number],
  ): Promise<Taken['daemon']> {
    if (!found) throw new Fault('not-found', say('import.old'))
    const { kind, candidate, sighting } = found
    if (candidate.problem) throw faultOf(candidate.problem)
    const account = {
      username: sighting.username || (item.username ?? ''),
      password: sighting.password || (item.password ?? ''),
    }
    const { roster, history, registry } = this.#options
    const facts = { kind, name: item.name, address: sighting.address, ...account }
    const checked = v.safeParse(daemonCalls['daemons.add'].args, facts)
    if (!checked.success) {
      const [issue] = checked.issues
      throw new Fault('invalid', contractSays(issue.message), {
        details: { field: v.getDotPath(issue) ?? 'name' },
      })
    }
    checkAccount(registry.get(kind).kind, account)
    const { identity } = sighting
    const { name, address } = checked.output
    const daemon = await roster.add({
      kind,
      name,
      address,
      ...account,
      fingerprint: identity?.value ?? null,
      unreviewed: false,
    })
    if (identity !== null) {
      const says = say('trusted.file', { fingerprint: identity.value, path: identity.source })
      history.add({ kind: 'trusted', daemon: daemon.id, name: item.name, says })
    }
    return daemon.view()
  }

  #gather(kind: KindId, sighting: Sighting, found: Map<string, Found>, seen: Set<string>): void {
    if (found.size >= mostCandidates) return
    const { source, place, address, username, password, level, identity, damage } = sighting
    // The same entry may stand in several files: an old list that a newer program left behind, links, copies.
    const key = JSON.stringify([place.toLowerCase(), address, username])
    if (damage === null && seen.has(key)) return
    seen.add(key)
    const id = randomBytes(9).toString('base64url')
    const candidate: Candidate = {
      id,
      source,
      name: this.#nameFor(place, found),
      place,
      address,
      username,
      hasPassword: password !== '',
      level,
      fingerprint: identity?.value ?? null,
      already: address && (this.#options.roster.holder({ kind, address, username })?.name ?? null),
      problem: damage === null ? null : toProblem(new Fault('corrupt', damage, { details: { path: source } })),
    }
    found.set(id, { kind, candidate, sighting })
  }

  /** A name that nothing in the list and nothing found has: the host's own, or its address. */
  #nameFor(place: string, found: Map<string, Found>): string {
    const isNumber = place.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(place)
    const own = isNumber ? place : (place.split('.')[0] ?? '')
    const base = isThisMachine(place) ? 'localhost' : shown(own.slice(0, 90)) || 'daemon'
    const here = this.#options.roster.all().map(({ record }) => record.name)
    return freeName(base, [...here, ...[...found.values()].map(({ candidate }) => candidate.name)])
  }
}
