import { say } from '../../../preload/words/sentences.ts'
import { Fault } from '../../lib/fault.ts'
import { inParts } from '../../lib/turns.ts'
import type { XmlInput, XmlValue } from '../xmlrpc/values.ts'
import { valueOf } from './answers.ts'
import { argumentsFor, isKey } from './arguments.ts'
import { misfit, type WireCall } from './calls.ts'
import type { Asking } from './client.ts'
import type { Entry } from './entry.ts'
import {
  entriesOf,
  entryOf,
  type ArgumentsOf,
  type Kind,
  type ReadingNameOf,
  type Value,
  type ValueOf,
} from './names.ts'
import { answerTo, type Place, type Question } from './question.ts'

/** What a list is of. */
export type ListKind = Exclude<Kind, 'rtorrent'>

/** The reading names of a kind, chained: each is a field of every line. A change here would be done to all of them. */
export type Requester<K extends ListKind, Asked = unknown> = {
  [N in ReadingNameOf<K>]: (...given: ArgumentsOf<K, N>) => Requester<K, Asked & Record<N, ValueOf<K, N>>>
} & Question<Asked[]> & {
    /**
     * A name that is only known when it runs.
     * @throws Fault 'invalid' for one that is not in the catalogue, or that changes something
     */
    named(name: string, ...given: readonly unknown[]): Requester<K, Asked & Record<string, Value>>
    /** Asks for all of them in one call. */
    all(asking?: Asking): Promise<Asked[]>
  } & (K extends 'torrent'
    ? {
        /** The addresses of each torrent's trackers, within the same call. */
        trackerUrls(): Requester<K, Asked & Record<'trackerUrls', string[]>>
      }
    : unknown)

interface Field {
  name: string
  /** The command that is run for each of them. */
  command: (method: string) => string
  /** Whose method it is. */
  of: { kind: Kind; name: string }
  read: (came: XmlValue | undefined, method: string, daemon: string) => Value
}

/** Lists only what fits a condition. */
export const filteredMethod = 'd.multicall.filtered'
/** How many lines are put together in one turn. */
const linesInTurn = 1_000

class AnyRequester implements Question<Record<string, Value>[]> {
  readonly #place: Place
  readonly #kind: ListKind
  readonly #of: string
  readonly #where: readonly string[]
  readonly #fields: Field[] = []

  constructor(place: Place, kind: ListKind, of: string, where: readonly string[] = []) {
    this.#place = place
    this.#kind = kind
    this.#of = of
    this.#where = where
  }

  named(name: string, ...given: readonly unknown[]): this {
    const entry = entryOf(this.#kind, name)
    if (entry?.does !== 'reads') throw new Fault('invalid', say('call.no-name', { name }), { details: { name } })
    const written = argumentsFor(name, entry, given)
    this.#fields.push({
      name,
      of: { kind: this.#kind, name },
      command: (method) => `${method}=${argumentsInCommand(written)}`,
      read: (came, method, daemon) => valueOf(came, entry, method, daemon),
    })
    return this
  }

  trackerUrls(): this {
    const entry: Entry = entriesOf('tracker')['url']!
    this.#fields.push({
      name: 'trackerUrls',
      of: { kind: 'tracker', name: 'url' },
      command: (method) => `cat="$t.multicall=d.hash=,${method}=,cat={#}"`,
      read: (came, method, daemon) => addressesIn(String(valueOf(came, entry, method, daemon))),
    })
    return this
  }

  calls(): WireCall[] {
    if (this.#fields.length === 0) throw new Fault('invalid', say('call.no-fields'))
    const commands = this.#fields.map(({ of, command }) => command(this.#place.methodOf(of.kind, of.name).method))
    return [{ ...this.#head(commands), changing: false }]
  }

  async read(answers: readonly (XmlValue | Fault)[]): Promise<Record<string, Value>[]> {
    const { client, turns } = this.#place
    const [answer] = answers
    if (answer instanceof Fault) throw answer
    const methods = this.#fields.map(({ of }) => this.#place.methodOf(of.kind, of.name).method)
    if (!Array.isArray(answer)) throw misfit(client.daemon, this.#head([]).method)
    const lines: Record<string, Value>[] = []
    for await (const part of inParts(answer, linesInTurn, turns)) {
      for (const line of part) lines.push(this.#line(line, methods))
    }
    return lines
  }

  all(asking?: Asking): Promise<Record<string, Value>[]> {
    return answerTo(this, this.#place, asking)
  }

  #line(came: XmlValue, methods: readonly string[]): Record<string, Value> {
    const { daemon } = this.#place.client
    if (!Array.isArray(came) || came.length !== this.#fields.length) throw misfit(daemon, this.#head([]).method)
    const line: Record<string, Value> = {}
    this.#fields.forEach(({ name, read }, index) => {
      line[name] = read(came[index], methods[index]!, daemon)
    })
    return line
  }

  /** Lists of one torrent take a pattern of names behind its hash; without it they are silently empty (seen on 0.9.8). */
  #head(commands: readonly string[]): { method: string; params: XmlInput[] } {
    if (this.#kind !== 'torrent')
      return { method: `${this.#kind.charAt(0)}.multicall`, params: [this.#of, '', ...commands] }
    if (this.#where.length > 0) {
      const conditions = this.#where.map((name) => `${this.#place.methodOf('torrent', name).method}=`)
      const condition = conditions.length === 1 ? conditions[0]! : `or={${conditions.join(',')}}`
      return { method: filteredMethod, params: ['', this.#of, condition, ...commands] }
    }
    const { method, takesTarget } = this.#place.listing
    return { method, params: takesTarget ? ['', this.#of, ...commands] : [this.#of, ...commands] }
  }
}

/** Only names of values and numbers stand in commands: everything else could be a command itself. */
function argumentsInCommand(given: readonly XmlInput[]): string {
  return given
    .map((each) => {
      if (typeof each === 'number' || isKey(each)) return String(each)
      throw new Fault('invalid', say('call.no-fields'))
    })
    .join(',')
}

/** An address may hold the sign that stands between two of them, but not in front of another address. */
function addressesIn(text: string): string[] {
  return text.split(/#(?=[a-z][a-z0-9+.-]*:\/\/|$)/i).filter((address) => address !== '')
}

function classFor(kind: ListKind): typeof AnyRequester {
  const Made = class extends AnyRequester {}
  for (const [name, { does }] of Object.entries(entriesOf(kind))) {
    if (does !== 'reads') continue
    Object.defineProperty(Made.prototype, name, {
      value(this: AnyRequester, ...given: readonly unknown[]) {
        return this.named(name, ...given)
      },
    })
  }
  return Made
}

const kinds = ['torrent', 'file', 'peer', 'tracker'] as const satisfies readonly ListKind[]
const classes = new Map(kinds.map((kind) => [kind, classFor(kind)]))

/** A list of all things of a kind: torrents of a view, or what is in the torrent of a checked hash. */
export function requesterOf<K extends ListKind>(
  place: Place,
  kind: K,
  of: string,
  where: readonly string[] = [],
): Requester<K> {
  return new (classes.get(kind)!)(place, kind, of, where) as unknown as Requester<K>
}
