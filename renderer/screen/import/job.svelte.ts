import type { Bridge } from '../../../preload/contract/bridge.ts'
import type { CallArgs } from '../../../preload/contract/calls.ts'
import type { Candidate } from '../../../preload/contract/importing.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { missingOfAccount, type Kind } from '../../../preload/contract/kinds.ts'
import { knownText, problemText } from '../../text/told.ts'
import { daemonWords, importWords as words } from '../../text/words.ts'

/** A daemon that was found, with what the person makes of it, and how it fares. */
export interface CandidateRow {
  readonly candidate: Candidate
  readonly chosen: boolean
  readonly name: string
  /** Typed, where the file has none. */
  readonly username: string
  readonly password: string
  readonly state: 'ready' | 'adding' | 'added' | 'failed'
  /** What is wrong, beside which field; an empty field = with the whole. */
  readonly message: string | null
  readonly field: string
}

export type Choice = Partial<Pick<CandidateRow, 'chosen' | 'name' | 'username' | 'password'>>

/** Why a candidate cannot be chosen; null = it can. */
export function whyNot({ already, problem }: Candidate): string | null {
  if (problem) return problemText(problem)
  return already === null ? null : words.already(already)
}

/** Whether the file says too little to log in. */
export function lacksAccount({ account }: Kind, { username, hasPassword }: Candidate): boolean {
  return account === 'required' && (username === '' || !hasPassword)
}

/** The files that were read, each with what stands in it, in the order they came. */
export function bySource(rows: readonly CandidateRow[]): { source: string; rows: CandidateRow[] }[] {
  const groups = new Map<string, CandidateRow[]>()
  for (const row of rows) {
    const group = groups.get(row.candidate.source)
    if (group) group.push(row)
    else groups.set(row.candidate.source, [row])
  }
  return [...groups].map(([source, group]) => ({ source, rows: group }))
}

const plain = (name: string): string => name.trim().toLowerCase()

/** What keeps a chosen row from being taken; `others` are the names that daemons have, `before` those chosen above. */
function problemOf(
  kind: Kind,
  row: CandidateRow,
  others: ReadonlySet<string>,
  before: ReadonlySet<string>,
): { message: string; field: string } | null {
  const { candidate, name, username, password } = row
  if (plain(name) === '') return { message: words.nameMissing, field: 'name' }
  if (others.has(plain(name))) return { message: daemonWords.form.sameName(name.trim()), field: 'name' }
  if (before.has(plain(name))) return { message: words.nameTwice(name.trim()), field: 'name' }
  const missing = missingOfAccount(kind, {
    username: candidate.username || username.trim(),
    password: candidate.hasPassword ? undefined : password,
  })
  return missing && { field: missing.field, message: knownText(missing.message) }
}

/** What a kind's own programs know, on its way into the list of daemons. */
export class ImportJob {
  #rows = $state.raw<readonly CandidateRow[]>([])
  #folders = $state.raw<readonly string[]>([])
  #problems = $state.raw<readonly Problem[]>([])
  #busy = $state<'look' | 'take' | null>(null)
  /** Whether the person named the folder that was looked in. */
  #elsewhere = $state(false)
  /** Why the folder that was named could not be looked in. */
  #refusal = $state<string | null>(null)
  #looks = 0
  readonly #call: Bridge['call']
  readonly #kind: Kind

  constructor(call: Bridge['call'], kind: Kind) {
    this.#call = call
    this.#kind = kind
  }

  get rows(): readonly CandidateRow[] {
    return this.#rows
  }
  get folders(): readonly string[] {
    return this.#folders
  }
  get problems(): readonly Problem[] {
    return this.#problems
  }
  get busy(): 'look' | 'take' | null {
    return this.#busy
  }
  get elsewhere(): boolean {
    return this.#elsewhere
  }
  get refusal(): string | null {
    return this.#refusal
  }
  /** Those that will be added. */
  get chosen(): readonly CandidateRow[] {
    return this.#rows.filter(({ chosen, state }) => chosen && state !== 'added')
  }

  /** Looks in the usual places, or in the folder given; what was found before goes, unless this fails. */
  async look(folder?: string): Promise<void> {
    if (this.#busy === 'take') return
    const look = ++this.#looks
    this.#busy = 'look'
    this.#refusal = null
    const answer = await this.#call('import.find', {
      kind: this.#kind.id,
      ...(folder === undefined ? {} : { folder }),
    })
    // A later look has taken over.
    if (look !== this.#looks) return
    this.#busy = null
    if (!answer.ok) {
      if (folder === undefined) this.#problems = [answer.error]
      else this.#refusal = problemText(answer.error)
      return
    }
    this.#elsewhere = folder !== undefined
    this.#folders = answer.value.folders
    this.#problems = answer.value.problems
    this.#rows = answer.value.candidates.map((candidate) => ({
      candidate,
      chosen: whyNot(candidate) === null && !lacksAccount(this.#kind, candidate),
      name: candidate.name,
      username: '',
      password: '',
      state: 'ready',
      message: null,
      field: '',
    }))
  }

  set(id: string, choice: Choice): void {
    this.#change(id, { ...choice, state: 'ready', message: null, field: '' })
  }

  /** Whether every chosen row may be taken; says at each what is wrong. `names` are those of the daemons there are. */
  check(names: readonly string[]): boolean {
    const others = new Set(names.map(plain))
    const before = new Set<string>()
    let fine = true
    for (const row of this.chosen) {
      const problem = problemOf(this.#kind, row, others, before)
      before.add(plain(row.name))
      if (!problem) continue
      fine = false
      this.#change(row.candidate.id, problem)
    }
    return fine
  }

  /** Adds what is chosen; what failed stays with its message. */
  async take(): Promise<{ added: number; failed: number }> {
    const items = this.chosen.map(itemOf)
    this.#busy = 'take'
    for (const { id } of items) this.#change(id, { state: 'adding', message: null, field: '' })
    const answer = await this.#call('import.take', { items })
    this.#busy = null
    let added = 0
    for (const [index, { id }] of items.entries()) {
      const result = answer.ok ? answer.value[index] : null
      const problem = answer.ok ? (result?.problem ?? null) : answer.error
      if (!problem) added += 1
      const field = problem?.details?.['field']
      this.#change(id, {
        state: problem ? 'failed' : 'added',
        message: problem && problemText(problem),
        field: typeof field === 'string' ? field : '',
      })
    }
    return { added, failed: items.length - added }
  }

  #change(id: string, change: Partial<CandidateRow>): void {
    this.#rows = this.#rows.map((row) => (row.candidate.id === id ? { ...row, ...change } : row))
  }
}

function itemOf({ candidate, name, username, password }: CandidateRow): CallArgs<'import.take'>['items'][number] {
  return {
    id: candidate.id,
    name: name.trim(),
    ...(candidate.username === '' ? { username: username.trim() } : {}),
    ...(candidate.hasPassword ? {} : { password }),
  }
}
