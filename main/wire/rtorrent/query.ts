import { say } from '../../../preload/words/sentences.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import { inParts } from '../../lib/turns.ts'
import type { XmlInput, XmlValue } from '../xmlrpc/values.ts'
import { valueOf } from './answers.ts'
import { argumentsFor } from './arguments.ts'
import type { WireCall } from './calls.ts'
import type { Asking } from './client.ts'
import type { Entry } from './entry.ts'
import { entriesOf, entryOf, type ArgumentsOf, type Kind, type NameOf, type Value, type ValueOf } from './names.ts'
import { answerTo, type Place, type Question } from './question.ts'

/** One name that was chained, with its arguments. */
interface Wish {
  name: string
  entry: Entry
  given: XmlInput[]
}

/** The names of a kind, chained: each adds a call, and its answer to what comes back under that name. */
type Chained<K extends Kind, Asked, Single> = {
  [N in NameOf<K>]: (...given: ArgumentsOf<K, N>) => Chain<K, Asked & Record<N, ValueOf<K, N>>, Single>
}

interface Named<K extends Kind, Asked, Single> {
  /**
   * A name that is only known when it runs.
   * @throws Fault 'invalid' for one that is not in the catalogue, or arguments that do not fit it
   */
  named(name: string, ...given: readonly unknown[]): Chain<K, Asked & Record<string, Value>, Single>
}

interface Ends<Asked> extends Question<Asked> {
  /**
   * Asks. A name that was chained twice has its last answer.
   * @throws Fault of the first call that was refused
   */
  first(asking?: Asking): Promise<Asked>
}

interface GroupEnds<Asked> extends Question<(Asked | Fault)[]> {
  /** Asks for each of them, in their order: its answers, or the Fault of its first call that was refused. */
  each(asking?: Asking): Promise<(Asked | Fault)[]>
}

type Chain<K extends Kind, Asked, Single> = Chained<K, Asked, Single> &
  Named<K, Asked, Single> &
  (Single extends true ? Ends<Asked> : GroupEnds<Asked>)

/** Calls of one thing, in their order: `query.uploadRate().downloadRate().first()`. */
export type Query<K extends Kind, Asked = unknown> = Chain<K, Asked, true>
/** The same calls of several things: `torrents.stop().close().each()`. */
export type GroupQuery<K extends Kind, Asked = unknown> = Chain<K, Asked, false>

/** How many things' answers are put together in one turn. */
const thingsInTurn = 2_000

abstract class AnyQuery {
  readonly #place: Place
  readonly #kind: Kind
  readonly #targets: readonly (string | null)[]
  readonly #wishes: Wish[] = []

  constructor(place: Place, kind: Kind, targets: readonly (string | null)[]) {
    this.#place = place
    this.#kind = kind
    this.#targets = targets
  }

  named(name: string, ...given: readonly unknown[]): this {
    const entry = entryOf(this.#kind, name)
    if (!entry) throw new Fault('invalid', say('call.no-name', { name }), { details: { name } })
    this.#wishes.push({ name, entry, given: argumentsFor(name, entry, given) })
    return this
  }

  calls(): WireCall[] {
    const wishes = this.#wishes.map((wish) => ({ ...wish, ...this.#place.methodOf(this.#kind, wish.name) }))
    return this.#targets.flatMap((target) =>
      wishes.map(({ entry, given, method, takesTarget }) => ({
        method,
        params: target !== null ? [target, ...given] : needsEmptyTarget(entry, takesTarget) ? ['', ...given] : given,
        changing: entry.does === 'changes',
      })),
    )
  }

  protected get place(): Place {
    return this.#place
  }

  /** The answers of all, thing by thing. */
  protected async outcomes(answers: readonly (XmlValue | Fault)[]): Promise<(Record<string, Value> | Fault)[]> {
    const { turns } = this.#place
    const methods = this.#wishes.map(({ name }) => this.#place.methodOf(this.#kind, name).method)
    const outcomes: (Record<string, Value> | Fault)[] = []
    const size = this.#wishes.length
    for await (const part of inParts(this.#targets.keys(), thingsInTurn, turns)) {
      for (const index of part) outcomes.push(this.#outcome(answers.slice(index * size, (index + 1) * size), methods))
    }
    return outcomes
  }

  #outcome(answers: readonly (XmlValue | Fault)[], methods: readonly string[]): Record<string, Value> | Fault {
    const refused = answers.find((answer) => answer instanceof Fault)
    if (refused) return refused
    const asked: Record<string, Value> = {}
    try {
      this.#wishes.forEach(({ name, entry }, index) => {
        asked[name] = valueOf(answers[index] as XmlValue, entry, methods[index]!, this.#place.client.daemon)
      })
      return asked
    } catch (error) {
      return asFault(error)
    }
  }
}

/** What is asked of the daemon as a whole begins with an empty target where it takes something (seen on 0.9.8). */
function needsEmptyTarget({ does, takes }: Entry, takesTarget: boolean): boolean {
  return takesTarget && (does === 'changes' || takes.length > 0)
}

class OneQuery extends AnyQuery implements Ends<Record<string, Value>> {
  async read(answers: readonly (XmlValue | Fault)[]): Promise<Record<string, Value>> {
    const [outcome] = await this.outcomes(answers)
    if (outcome instanceof Fault) throw outcome
    return outcome ?? {}
  }

  first(asking?: Asking): Promise<Record<string, Value>> {
    return answerTo(this, this.place, asking)
  }
}

class ManyQuery extends AnyQuery implements GroupEnds<Record<string, Value>> {
  read(answers: readonly (XmlValue | Fault)[]): Promise<(Record<string, Value> | Fault)[]> {
    return this.outcomes(answers)
  }

  each(asking?: Asking): Promise<(Record<string, Value> | Fault)[]> {
    return answerTo(this, this.place, asking)
  }
}

/** Gives a class of queries a method for each name of a kind, made from the catalogue. */
function addNames(prototype: AnyQuery, kind: Kind): void {
  for (const name of Object.keys(entriesOf(kind))) {
    Object.defineProperty(prototype, name, {
      value(this: AnyQuery, ...given: readonly unknown[]) {
        return this.named(name, ...given)
      },
    })
  }
}

function singleOf(kind: Kind): typeof OneQuery {
  const Made = class extends OneQuery {}
  addNames(Made.prototype, kind)
  return Made
}

function groupFor(kind: Kind): typeof ManyQuery {
  const Made = class extends ManyQuery {}
  addNames(Made.prototype, kind)
  return Made
}

const kinds = ['rtorrent', 'torrent', 'file', 'peer', 'tracker'] as const satisfies readonly Kind[]
const singles = new Map(kinds.map((kind) => [kind, singleOf(kind)]))
const groups = new Map(kinds.map((kind) => [kind, groupFor(kind)]))

/** A query of one thing; null = of the daemon as a whole. The target is one that was made from checked parts. */
export function queryOf<K extends Kind>(place: Place, kind: K, target: string | null): Query<K> {
  return new (singles.get(kind)!)(place, kind, [target]) as unknown as Query<K>
}

/** A query of several things. */
export function groupOf<K extends Kind>(place: Place, kind: K, targets: readonly string[]): GroupQuery<K> {
  return new (groups.get(kind)!)(place, kind, targets) as unknown as GroupQuery<K>
}
