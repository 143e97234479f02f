import type { Fault } from '../../lib/fault.ts'
import type { Turns } from '../../lib/turns.ts'
import type { XmlValue } from '../xmlrpc/values.ts'
import type { WireCall } from './calls.ts'
import type { Asking, Client } from './client.ts'
import type { Kind } from './names.ts'

/** Something to ask: its calls, and what their answers mean. */
export interface Question<R> {
  /** @throws Fault 'invalid' or 'incompatible' for what cannot be asked of this daemon */
  calls(): WireCall[]
  /** @throws Fault of a call that was refused, or 'protocol' */
  read(answers: readonly (XmlValue | Fault)[]): Promise<R>
}

export type AnswerOf<Q> = Q extends Question<infer R> ? R : never

/** What questions know of the daemon that they are asked of. */
export interface Place {
  readonly client: Client
  readonly turns: Turns
  /**
   * What a name is called here, and whether a call of it begins with an empty target.
   * @throws Fault 'invalid' for a name that nobody knows, 'incompatible' for one that this version does not have
   */
  methodOf(kind: Kind, name: string): Method
  /** The call that answers for all torrents of a view, and whether it begins with an empty target. */
  readonly listing: Method
}

export interface Method {
  method: string
  /** Names of old versions (get_…) do not have it. */
  takesTarget: boolean
}

/** Asks one question. */
export async function answerTo<R>(question: Question<R>, { client }: Place, asking?: Asking): Promise<R> {
  return question.read(await client.ask(question.calls(), asking))
}
