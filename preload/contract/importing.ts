import * as v from 'valibot'
import { AddressSchema } from './address.ts'
import { DaemonSchema, name, password, username } from './daemons.ts'
import { ProblemSchema } from './errors.ts'
import { KindIdSchema } from './kinds.ts'
import { text } from './units.ts'

/** A connection that a kind's own programs on this machine know. Its password stays behind the door. */
export const CandidateSchema = v.object({
  /** For import.take; good until this window looks again. */
  id: v.string(),
  /** The file in which it stands. */
  source: v.string(),
  /** A name that no daemon and no other candidate has: the files know none. */
  name: v.string(),
  /** As it stands in the file, for the person. */
  place: v.string(),
  /** null = the file says nothing that could be an address. */
  address: v.nullable(AddressSchema),
  /** Empty = the file names no account. */
  username: v.string(),
  hasPassword: v.boolean(),
  /** From the auth file, where the account is one of this machine's own daemon. */
  level: v.nullable(v.number()),
  /** Of the certificate in that daemon's own folder; it is pinned before the first connection. */
  fingerprint: v.nullable(v.string()),
  /** The name of the daemon that is this account at this address already. */
  already: v.nullable(v.string()),
  /** Why it cannot be taken. */
  problem: v.nullable(ProblemSchema),
})
export type Candidate = v.InferOutput<typeof CandidateSchema>

export const importCalls = {
  /** Looks for what a kind's own programs know, in the usual places or in one folder; changes nothing. */
  'import.find': {
    args: v.object({
      kind: KindIdSchema,
      folder: v.optional(v.pipe(text(4096), v.trim(), v.minLength(1, 'Give the folder to look in.'))),
    }),
    result: v.object({
      /** Where was looked. */
      folders: v.array(v.string()),
      candidates: v.array(CandidateSchema),
      /** Files that could not be read; each message names its file. */
      problems: v.array(ProblemSchema),
    }),
  },
  /** Adds the candidates given. User name and password are for those whose file has none. */
  'import.take': {
    args: v.object({
      items: v.pipe(
        v.array(v.object({ id: text(100), name, username: v.optional(username), password: v.optional(password) })),
        v.minLength(1, 'Choose a daemon first.'),
        v.maxLength(1000),
      ),
    }),
    /** One for each item: the daemon, or why it was not added. */
    result: v.array(v.object({ id: v.string(), daemon: v.nullable(DaemonSchema), problem: v.nullable(ProblemSchema) })),
  },
} as const
