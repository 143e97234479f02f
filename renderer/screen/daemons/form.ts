import * as v from 'valibot'
import { calls, type CallArgs } from '../../../preload/contract/calls.ts'
import { type Trial, type Daemon } from '../../../preload/contract/daemons.ts'
import type { ErrorCode, Problem } from '../../../preload/contract/errors.ts'
import { daemonWords } from '../../text/daemons.ts'
import { daemonPort, hostProblem, readAddress, suggestName, webPort } from '../../view/address.ts'

/** What the form's fields hold, as typed. */
export interface Draft {
  name: string
  host: string
  port: string
  username: string
  password: string
  mark: number
}

export type FormField = 'name' | 'host' | 'port' | 'username' | 'password'
export type FieldErrors = Partial<Record<FormField, string>>

/** The form's answer: arguments that fit the contract, or what is wrong beside which field. */
export type Checked<A> = { ok: true; args: A } | { ok: false; errors: FieldErrors }

const words = daemonWords.form

export function emptyDraft(): Draft {
  return { name: '', host: '', port: '', username: '', password: '', mark: 0 }
}

export function draftOf(daemon: Daemon): Draft {
  const { name, host, port, username, mark } = daemon
  return { name, host, port: port === daemonPort ? '' : String(port), username, password: '', mark }
}

/** Takes a pasted address apart into the fields; what the line does not say stays as it was. */
export function spread(draft: Draft): Draft {
  const { host, port, username, password } = readAddress(draft.host)
  return {
    ...draft,
    host,
    port: port === null ? draft.port : port === String(daemonPort) ? '' : port,
    username: username ?? draft.username,
    password: password ?? draft.password,
  }
}

/** Whether an address holds more than a host. */
export function isCompound(host: string): boolean {
  const address = readAddress(host)
  return address.host !== host.trim() || address.port !== null
}

/** The name that is used when none was typed. */
export function nameOf(draft: Draft, others: readonly Daemon[]): string {
  if (draft.name.trim() !== '') return draft.name.trim()
  return suggestName(
    readAddress(draft.host).host,
    others.map(({ name }) => name),
  )
}

/** What is good to know about a port that is a valid one. */
export function portHint(port: string): string | null {
  return port.trim() === String(webPort) ? words.webPortHint : null
}

/** An empty port is the usual one; what is no number is NaN, which the contract refuses with its own message. */
function portOf(port: string): number {
  const text = port.trim()
  if (text === '') return daemonPort
  return /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
}

/** Whether the login goes elsewhere than before, so that the kept password does not go along. */
export function isMoved(draft: Draft, daemon: Daemon): boolean {
  return draft.host.trim() !== daemon.host || portOf(draft.port) !== daemon.port
}

/** Whether saving should try the connection first. */
export function needsTrial(draft: Draft, daemon: Daemon | null): boolean {
  if (!daemon) return true
  return isMoved(draft, daemon) || draft.username !== daemon.username || draft.password !== ''
}

function check<A>(schema: v.GenericSchema<unknown, A>, args: unknown, more: FieldErrors): Checked<A> {
  const result = v.safeParse(schema, args)
  const errors: FieldErrors = {}
  for (const issue of result.issues ?? []) {
    const field = issue.path?.[0]?.key
    if (typeof field === 'string') errors[field as FormField] ??= issue.message
  }
  for (const [field, message] of Object.entries(more)) errors[field as FormField] ??= message
  return result.success && Object.keys(errors).length === 0 ? { ok: true, args: result.output } : { ok: false, errors }
}

function common(draft: Draft): { host: string; port: number; username: string } {
  return { host: draft.host.trim(), port: portOf(draft.port), username: draft.username.trim() }
}

function moreErrors(draft: Draft, others: readonly Daemon[]): FieldErrors {
  const errors: FieldErrors = {}
  const host = hostProblem(draft.host)
  if (host !== null) errors.host = host
  const name = nameOf(draft, others)
  const same = others.find((other) => other.name.toLowerCase() === name.toLowerCase())
  if (same) errors.name = words.sameName(same.name)
  return errors
}

/** What daemons.test needs; the name does not matter yet. A password left empty is the kept one. */
export function checkTest(draft: Draft, daemon: Daemon | null): Checked<CallArgs<'daemons.test'>> {
  const host = hostProblem(draft.host)
  const more: FieldErrors = host === null ? {} : { host }
  if (!daemon || isMoved(draft, daemon)) {
    if (draft.password === '') more.password = daemon ? words.passwordNew : words.passwordMissing
  }
  const kept = draft.password === '' ? {} : { password: draft.password }
  return check(calls['daemons.test'].args, { ...common(draft), ...kept, ...(daemon ? { id: daemon.id } : {}) }, more)
}

/** What daemons.add needs. A trial's certificate is the one to trust. */
export function checkAdd(
  draft: Draft,
  others: readonly Daemon[],
  trial: Trial | null,
): Checked<CallArgs<'daemons.add'>> {
  const args = { ...common(draft), name: nameOf(draft, others), password: draft.password }
  const pin = trial ? { fingerprint: trial.fingerprint } : {}
  return check(calls['daemons.add'].args, { ...args, ...pin }, moreErrors(draft, others))
}

/** What daemons.edit needs; without a typed password the kept one stays. */
export function checkEdit(draft: Draft, daemon: Daemon, others: readonly Daemon[]): Checked<CallArgs<'daemons.edit'>> {
  const args = { id: daemon.id, ...common(draft), name: nameOf(draft, others), mark: draft.mark }
  const password = draft.password === '' ? {} : { password: draft.password }
  return check(calls['daemons.edit'].args, { ...args, ...password }, moreErrors(draft, others))
}

const fieldOfCode: Partial<Record<ErrorCode, FormField>> = {
  unresolved: 'host',
  unreachable: 'host',
  refused: 'port',
  'web-ui': 'port',
  'not-a-daemon': 'port',
  'bad-login': 'password',
  level: 'username',
}

/** The field that a failed trial speaks of; null = none in particular. */
export function fieldOf(problem: Problem): FormField | null {
  const named = problem.details?.['field']
  const fields: readonly string[] = ['name', 'host', 'port', 'username', 'password']
  if (typeof named === 'string' && fields.includes(named)) return named as FormField
  return fieldOfCode[problem.code] ?? null
}

/** The first field with an error, from the top: it gets the focus. */
export function firstError(errors: FieldErrors): FormField | null {
  const order: readonly FormField[] = ['host', 'port', 'username', 'password', 'name']
  return order.find((field) => errors[field] !== undefined) ?? null
}
