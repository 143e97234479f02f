import * as v from 'valibot'
import { type Address, sameAddress } from './address.ts'
import { DaemonSchema, levels, name as entryName, password, username } from './daemons.ts'
import { ProblemSchema } from './errors.ts'
import { type DaemonId, DaemonIdSchema } from './keys.ts'
import type { KindId } from './kinds.ts'
import { count, time } from './units.ts'

/*
 * Who may log in to a daemon. A password goes to the daemon and never comes from it: what a daemon tells of them ends
 * in its backend.
 */

/** Somebody who may log in to a daemon. */
export const AccountSchema = v.object({
  name: v.string(),
  /** One of `levels`, or whatever else the daemon says. */
  level: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The daemon makes it by itself; programs on its own machine log in with it. */
  builtIn: v.boolean(),
})
export type Account = v.InferOutput<typeof AccountSchema>

/** The accounts of one daemon as they were read. */
export const AccountListSchema = v.object({
  daemon: DaemonIdSchema,
  readAt: time,
  /** By name, each once. */
  accounts: v.array(AccountSchema),
  /** More that the daemon told of: too many, or such as nobody could log in with. */
  leftOut: count,
})
export type AccountList = v.InferOutput<typeof AccountListSchema>

/** Levels that an account can be given, the highest first. */
export const givenLevels = [levels.admin, levels.normal, levels.readOnly, levels.none] as const
export type GivenLevel = (typeof givenLevels)[number]

/*
 * What a new name and a new password may be. Daemons keep accounts in a file of lines, name:password:level: what would
 * be read back as something else is refused before it is sent.
 */

/** Shared by the window's fields and the core. */
export const NewAccountNameSchema = v.pipe(
  username,
  v.minLength(1, 'Give the account a name.'),
  v.regex(/^[^:]*$/, 'A user name has no colon.'),
  v.regex(/^\S*$/u, 'A user name has no spaces.'),
  v.regex(/^(?!#)/, 'A user name does not begin with #.'),
  v.regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]*$/u, 'A user name has no invisible characters.'),
)
export const NewAccountPasswordSchema = v.pipe(
  password,
  v.minLength(1, 'Give a password.'),
  v.regex(/^[^:]*$/, 'A password has no colon.'),
  v.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'A password has no line breaks or other control characters.'),
  v.regex(/^(?!\s)[^]*(?<!\s)$/u, 'A password neither begins nor ends with a space.'),
)

/** What is not right about a field of a new account, in the contract's words; null = nothing. */
export function wrongAbout(
  schema: typeof NewAccountNameSchema | typeof NewAccountPasswordSchema,
  given: string,
): string | null {
  const result = v.safeParse(schema, given, { abortPipeEarly: true })
  return result.success ? null : result.issues[0].message
}

/** What is asked of an entry of the list to know which daemon it reaches. */
export interface Reach {
  readonly kind: KindId
  readonly address: Address
  /** Of its certificate; null = none is trusted yet, or its kind has none. */
  readonly fingerprint: string | null
}

/** Whether two entries reach the same daemon: by their certificates, or by the address where one has none yet. */
export function reachesSame(one: Reach, other: Reach): boolean {
  if (one.kind !== other.kind) return false
  if (one.fingerprint !== null && other.fingerprint !== null) return one.fingerprint === other.fingerprint
  return sameAddress(one.address, other.address)
}

/** Whether nobody but these programs on the daemon's own machine could administer it without that account. */
export function isLastAdmin(accounts: readonly Account[], name: string): boolean {
  const admins = accounts.filter(({ level, builtIn }) => level >= levels.admin && !builtIn)
  return admins.length === 1 && admins[0]?.name === name
}

// ---------------------------------------------------------------- calls

/** Why a change is refused that nothing but the person's own word lets through (`confirmed`); details.guard says which. */
export type Guard = 'own' | 'built-in' | 'last-admin'

const level = v.picklist(givenLevels)
/** An account that there is, whatever it is called. */
const at = { daemon: DaemonIdSchema, name: username }
/** The person was told what it means and wants it all the same. */
const confirmed = v.optional(v.boolean())

/** How a change went that was carried out. */
const done = {
  /** No answer came; that it was done was read afterwards. */
  unanswered: v.boolean(),
}
const DoneSchema = v.object(done)
export type AccountChanged = v.InferOutput<typeof DoneSchema>

/** The password that was made for the account, told this once; null = the person gave one. */
const made = v.nullable(v.string())

/** What a person at a window does to the accounts of a daemon; no program may. */
export const accountCalls = {
  'accounts.list': {
    args: v.object({ daemon: DaemonIdSchema }),
    result: AccountListSchema,
    needs: 'accounts',
    by: 'window',
  },
  /** What was read last since the start, also while the daemon is away; null = nothing. */
  'accounts.remembered': {
    args: v.object({ daemon: DaemonIdSchema }),
    result: v.nullable(AccountListSchema),
    by: 'window',
  },
  /** Without a password one is made. A name that is taken: 'invalid' (details.field = name). */
  'accounts.create': {
    args: v.object({
      daemon: DaemonIdSchema,
      name: NewAccountNameSchema,
      level,
      password: v.optional(NewAccountPasswordSchema),
    }),
    result: v.object({ ...done, password: made }),
    needs: 'accounts',
    by: 'window',
  },
  /** Refused for the account that this connection uses. Sessions that the account has open keep their level. */
  'accounts.setLevel': {
    args: v.object({ ...at, level, confirmed }),
    result: DoneSchema,
    needs: 'accounts',
    by: 'window',
  },
  /** Without a password one is made. Entries of the list that log in with the account get the new one to keep. */
  'accounts.setPassword': {
    args: v.object({ ...at, password: v.optional(NewAccountPasswordSchema) }),
    result: v.object({
      ...done,
      password: made,
      /** Entries of the list that keep the new password from now on. */
      kept: v.array(DaemonIdSchema),
      /** Why others still keep the old one; null = there are none. */
      problem: v.nullable(ProblemSchema),
    }),
    needs: 'accounts',
    by: 'window',
  },
  /** Refused for the account that this connection uses, and for one that the daemon makes by itself. Its sessions go on. */
  'accounts.remove': { args: v.object({ ...at, confirmed }), result: DoneSchema, needs: 'accounts', by: 'window' },
  /**
   * Another connection to the same daemon with another account, beside the present one: the same address, and the same
   * certificate trusted. It connects by itself.
   */
  'accounts.connect': {
    args: v.object({ daemon: DaemonIdSchema, name: entryName, username, password }),
    result: DaemonSchema,
    by: 'window',
  },
} as const

/** Entries of the list that log in to the daemon of `entry` as `account`. */
export function usersOf<E extends Reach & { readonly id: DaemonId; readonly username: string }>(
  entry: Reach,
  account: string,
  entries: readonly E[],
): E[] {
  return entries.filter((other) => other.username === account && reachesSame(entry, other))
}
