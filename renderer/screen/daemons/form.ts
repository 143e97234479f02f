import * as v from 'valibot'
import { isOfThisMachine, sameAddress, type Address, type Way } from '../../../preload/contract/address.ts'
import { calls, type CallArgs } from '../../../preload/contract/calls.ts'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { ErrorCode, Problem } from '../../../preload/contract/errors.ts'
import { missingOfAccount, type Kind } from '../../../preload/contract/kinds.ts'
import { daemonWords } from '../../text/words.ts'
import { kindWords } from '../../text/kinds.ts'
import { knownText } from '../../text/told.ts'
import { hostProblem, readAddress, splitAccount, suggestName } from '../../view/address.ts'

/** What the form's fields hold, as typed. Those that its way or its kind does not have are kept, and not sent. */
export interface Draft {
  name: string
  way: Way
  host: string
  port: string
  path: string
  url: string
  username: string
  password: string
  mark: number
}

export type FormField = 'host' | 'port' | 'path' | 'url' | 'username' | 'password' | 'name'
export type FieldErrors = Partial<Record<FormField, string>>

/** The form's answer: arguments that fit the contract, or what is wrong beside which field. */
export type Checked<A> = { ok: true; args: A } | { ok: false; errors: FieldErrors }

const words = daemonWords.form

// ---- what is in the fields

export function emptyDraft(kind: Kind): Draft {
  const blank = { name: '', host: '', port: '', path: '', url: '', username: '', password: '', mark: 0 }
  return { ...blank, way: kind.ways[0]?.way ?? 'tls' }
}

export function draftOf({ name, address, username, mark }: Daemon, kind: Kind): Draft {
  const draft = { ...emptyDraft(kind), name, username, mark, way: address.way }
  if (address.way === 'unix') return { ...draft, path: address.path }
  if (address.way === 'url') return { ...draft, url: address.url }
  const { host, port } = address
  return { ...draft, host, port: port === wayOf(draft, kind).usualPort ? '' : String(port) }
}

/** The same fields for another kind of daemon. */
export function withKind(draft: Draft, kind: Kind): Draft {
  return kind.ways.some(({ way }) => way === draft.way) ? draft : { ...draft, way: emptyDraft(kind).way }
}

/** The way that is chosen, as its kind describes it. */
export function wayOf({ way }: Draft, kind: Kind): Kind['ways'][number] {
  const blank = { way, usualPort: null, webPort: null, login: true, identity: false }
  return kind.ways.find((each) => each.way === way) ?? blank
}

/** Whether daemons of the kind ask there who somebody is. */
export function hasLogin(draft: Draft, kind: Kind): boolean {
  return kind.account !== 'none' && wayOf(draft, kind).login
}

/** The fields that the form has now, from the top. */
export function fieldsOf(draft: Draft, kind: Kind): FormField[] {
  const { way } = draft
  const place: FormField[] = way === 'unix' ? ['path'] : way === 'url' ? ['url'] : ['host', 'port']
  return [...place, ...(hasLogin(draft, kind) ? (['username', 'password'] as const) : []), 'name']
}

/** Takes a pasted address apart into the fields; what it does not say stays as it was. Nothing to take apart: null. */
export function spread(draft: Draft, kind: Kind): Draft | null {
  if (draft.way === 'unix') return null
  if (draft.way === 'url') {
    const parts = splitAccount(draft.url)
    return parts && { ...draft, url: parts.url, ...accountOf(draft, parts) }
  }
  const parts = readAddress(draft.host)
  const { host, port } = parts
  if (host === draft.host.trim() && port === null) return null
  const usual = port === String(wayOf(draft, kind).usualPort)
  return { ...draft, host, port: port === null ? draft.port : usual ? '' : port, ...accountOf(draft, parts) }
}

/** The account that was pasted, and what was typed of it where nothing was. */
function accountOf(
  draft: Draft,
  { username, password }: { username: string | null; password: string | null },
): Pick<Draft, 'username' | 'password'> {
  return { username: username ?? draft.username, password: password ?? draft.password }
}

/** The name that is used when none was typed. */
export function nameOf(draft: Draft, others: readonly Daemon[]): string {
  const { name, way, host, path, url } = draft
  if (name.trim() !== '') return name.trim()
  const taken = others.map((other) => other.name)
  return suggestName(way, way === 'unix' ? path : way === 'url' ? url : host, taken)
}

/** What is good to know about a port that is a valid one. */
export function portHint(draft: Draft, kind: Kind): string | null {
  const { webPort, usualPort } = wayOf(draft, kind)
  return webPort !== null && draft.port.trim() === String(webPort) ? kindWords(kind).webPortHint(usualPort) : null
}

/** What to know before anything goes that way: who else may get at the daemon, or read along; null = nothing. */
export function dangerOf(draft: Draft, kind: Kind): string | null {
  const address = addressOf(draft, kind)
  if (isOfThisMachine(address)) return null
  if (address.way === 'tcp' && address.host !== '' && !wayOf(draft, kind).login) return kindWords(kind).openToAll
  return address.way === 'url' && /^http:\/\/[^/]/i.test(address.url) ? words.readable : null
}

// ---- what it comes to

/** An empty port is the usual one; what is no number is NaN, which the contract refuses with its own message. */
function portOf(draft: Draft, kind: Kind): number {
  const text = draft.port.trim()
  if (text === '') return wayOf(draft, kind).usualPort ?? Number.NaN
  return /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
}

/** Where it would connect; what is no whole address yet is none of those that are. */
export function addressOf(draft: Draft, kind: Kind): Address {
  const { way } = draft
  if (way === 'unix') return { way, path: draft.path.trim() }
  if (way === 'url') return { way, url: draft.url.trim() }
  return { way, host: draft.host.trim(), port: portOf(draft, kind) }
}

/** Whether the login goes elsewhere than before, so that the kept password does not go along. */
export function isMoved(draft: Draft, kind: Kind, daemon: Daemon): boolean {
  return !sameAddress(addressOf(draft, kind), daemon.address)
}

/** Whether saving should try the connection first. */
export function needsTrial(draft: Draft, kind: Kind, daemon: Daemon | null): boolean {
  if (!daemon) return true
  return isMoved(draft, kind, daemon) || draft.username !== daemon.username || draft.password !== ''
}

/** Where and as whom. A password left empty is the kept one, where there is one. */
function common(draft: Draft, kind: Kind): { address: Address; username: string; password?: string } {
  const address = addressOf(draft, kind)
  if (!hasLogin(draft, kind)) return { address, username: '' }
  const typed = draft.password === '' ? {} : { password: draft.password }
  return { address, username: draft.username.trim(), ...typed }
}

// ---- what is wrong with it

function check<A>(schema: v.GenericSchema<unknown, A>, args: unknown, more: FieldErrors): Checked<A> {
  const result = v.safeParse(schema, args)
  const errors: FieldErrors = {}
  for (const issue of result.issues ?? []) {
    const [first, second] = issue.path ?? []
    // An address has fields of its own.
    const field = first?.key === 'address' ? second?.key : first?.key
    if (typeof field === 'string') errors[field as FormField] ??= knownText(issue.message)
  }
  for (const [field, message] of Object.entries(more)) errors[field as FormField] ??= message
  return result.success && Object.keys(errors).length === 0 ? { ok: true, args: result.output } : { ok: false, errors }
}

/** @param password undefined = the kept one is good */
function accountErrors(draft: Draft, kind: Kind, password: string | undefined): FieldErrors {
  const errors: FieldErrors = {}
  // Of two things that are missing the first one is named; here both are pointed at.
  for (const username of [draft.username.trim(), 'somebody']) {
    const missing = missingOfAccount(kind, { username, password })
    if (missing) errors[missing.field] = knownText(missing.message)
  }
  return errors
}

function hostErrors({ way, host }: Draft): FieldErrors {
  const problem = way === 'unix' || way === 'url' ? null : hostProblem(host)
  return problem === null ? {} : { host: problem }
}

function nameErrors(draft: Draft, others: readonly Daemon[]): FieldErrors {
  const name = nameOf(draft, others)
  const same = others.find((other) => other.name.toLowerCase() === name.toLowerCase())
  return same ? { name: words.sameName(same.name) } : {}
}

/** A certificate that was looked at, as an argument. */
function pinOf(fingerprint: string | null): { fingerprint?: string } {
  return fingerprint === null ? {} : { fingerprint }
}

/**
 * What daemons.test needs; the name does not matter yet.
 * @param lookedAt the certificate that the person has looked at there; null = none
 */
export function checkTest(
  draft: Draft,
  kind: Kind,
  daemon: Daemon | null,
  lookedAt: string | null = null,
): Checked<CallArgs<'daemons.test'>> {
  const kept = daemon !== null && !isMoved(draft, kind, daemon)
  const account = accountErrors(draft, kind, kept && draft.password === '' ? undefined : draft.password)
  if (daemon && account.password !== undefined) account.password = words.passwordNew
  const args = { kind: kind.id, ...common(draft, kind), ...(daemon ? { id: daemon.id } : {}), ...pinOf(lookedAt) }
  return check(calls['daemons.test'].args, args, { ...hostErrors(draft), ...account })
}

/** What daemons.add needs. The certificate that was looked at is the one to trust. */
export function checkAdd(
  draft: Draft,
  kind: Kind,
  others: readonly Daemon[],
  lookedAt: string | null,
): Checked<CallArgs<'daemons.add'>> {
  const args = { kind: kind.id, ...common(draft, kind), name: nameOf(draft, others), ...pinOf(lookedAt) }
  const errors = { ...hostErrors(draft), ...accountErrors(draft, kind, draft.password), ...nameErrors(draft, others) }
  return check(calls['daemons.add'].args, args, errors)
}

/** What daemons.edit needs; without a typed password the kept one stays. */
export function checkEdit(
  draft: Draft,
  kind: Kind,
  daemon: Daemon,
  others: readonly Daemon[],
  lookedAt: string | null = null,
): Checked<CallArgs<'daemons.edit'>> {
  const own = { id: daemon.id, name: nameOf(draft, others), mark: draft.mark }
  const args = { ...own, ...common(draft, kind), ...pinOf(lookedAt) }
  const errors = { ...hostErrors(draft), ...accountErrors(draft, kind, undefined), ...nameErrors(draft, others) }
  return check(calls['daemons.edit'].args, args, errors)
}

/** Beside which field a failure is shown: the first of these that the form has. */
const fieldsOfCode: Partial<Record<ErrorCode, readonly FormField[]>> = {
  unresolved: ['host', 'path', 'url'],
  unreachable: ['host', 'path', 'url'],
  refused: ['port', 'path', 'url'],
  'web-ui': ['port', 'path', 'url'],
  'not-a-daemon': ['port', 'path', 'url'],
  'bad-login': ['password'],
  level: ['username'],
}

/** The field that a failed trial speaks of, of those that the form has; null = none in particular. */
export function fieldOf(problem: Problem, fields: readonly FormField[]): FormField | null {
  for (const wanted of [problem.details?.['field'], ...(fieldsOfCode[problem.code] ?? [])]) {
    const field = fields.find((each) => each === wanted)
    if (field) return field
  }
  return null
}

/** The first field with an error, from the top: it gets the focus. */
export function firstError(errors: FieldErrors, fields: readonly FormField[]): FormField | null {
  return fields.find((field) => errors[field] !== undefined) ?? null
}
