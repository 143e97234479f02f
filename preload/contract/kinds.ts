import * as v from 'valibot'
import { ways } from './address.ts'

/** The id of a kind of daemon, as its folder in the program is called. */
export const KindIdSchema = v.pipe(
  v.string(),
  v.maxLength(32, 'That is not a kind of daemon.'),
  v.regex(/^[a-z][a-z0-9-]{1,31}$/, 'That is not a kind of daemon.'),
)

/** A way to daemons of a kind. */
export const WaySchema = v.object({
  way: v.picklist(ways),
  /** Where it listens unless somebody changed it; null = there is nothing usual. */
  usualPort: v.nullable(v.number()),
  /** The port of its web page, which is taken for the right one now and then; null = it has none. */
  webPort: v.nullable(v.number()),
  /** Whether daemons ask there who somebody is. Where they do not, whoever reaches one may do anything with it. */
  login: v.boolean(),
  /** Whether they show a certificate there that is looked at and pinned (at a web address: with https). */
  identity: v.boolean(),
})

/** A kind of daemon: what the window needs to offer it. One form is drawn for all kinds from this. */
export const KindSchema = v.object({
  id: KindIdSchema,
  /** As its makers write it. */
  name: v.string(),
  /** Its makers' page. */
  site: v.string(),
  /** The first is offered first. */
  ways: v.pipe(v.array(WaySchema), v.minLength(1)),
  /** Whether its daemons ask for a user name and password, where a way has a login. */
  account: v.picklist(['required', 'optional', 'none']),
  /** Whether what its own programs on this machine know can be taken over. */
  imports: v.boolean(),
})
export type Kind = v.InferOutput<typeof KindSchema>
export type KindId = string

/** What of an account is missing for a kind of daemon, beside its field; null = nothing. */
export function missingOfAccount(
  kind: Kind,
  { username, password }: { username: string; password: string | undefined },
): { field: 'username' | 'password'; message: string } | null {
  if (kind.account !== 'required') return null
  if (username === '') return { field: 'username', message: 'Give the user name of an account on the daemon.' }
  return password === '' ? { field: 'password', message: 'Give the account’s password.' } : null
}

export const kindCalls = {
  /** Every kind of daemon that this program speaks to; nothing else is ever offered. */
  'kinds.list': { args: v.object({}), result: v.array(KindSchema) },
} as const
