import * as v from 'valibot'
import { AddressSchema } from './address.ts'
import { DaemonSchema, name } from './daemons.ts'
import { ProblemSchema } from './errors.ts'
import { portableSettings, settingsCalls } from './settings.ts'
import { text, time } from './units.ts'

/** Characters of a file of settings: a thousand daemons and all settings are half of it. */
export const mostTransferCharacters = 2 * 1024 * 1024
/** Daemons in one file. */
export const mostTransferDaemons = 1_000

/**
 * What a daemon of the file is here. new: it is not in the list · same: it is, and nothing differs · differs: it is, under
 * another name or mark, or the file has a certificate, or says where folders are, where
 * nobody has here.
 */
export const transferStates = ['new', 'same', 'differs'] as const

/** A daemon of a file. Its password is in none. */
export const ArrivalSchema = v.object({
  /** For transfer.take; good until this window looks at another file. */
  id: v.string(),
  state: v.picklist(transferStates),
  /** What it is called in the file; where that name is taken by another daemon, a free one like it. */
  name: v.string(),
  address: AddressSchema,
  username: v.string(),
  mark: v.number(),
  /** Of the certificate that is trusted where the file was written; null = none. */
  fingerprint: v.nullable(v.string()),
  /** What it is called here; null = it is not. */
  here: v.nullable(v.string()),
  /** What of it would be taken over; empty where it is new or the same. */
  changes: v.array(v.picklist(['name', 'mark', 'certificate', 'folders'])),
  /** The file names another certificate than the one that is trusted here, which stays. */
  otherCertificate: v.boolean(),
  /** Why it cannot be taken. */
  problem: v.nullable(ProblemSchema),
})
export type Arrival = v.InferOutput<typeof ArrivalSchema>

const SomeSettings = settingsCalls['settings.set'].args

export const TransferPlanSchema = v.object({
  /** When the file was written, and by which version; null = it does not say. */
  writtenAt: v.nullable(time),
  writtenBy: v.nullable(v.string()),
  daemons: v.array(ArrivalSchema),
  /** Settings that are others in the file: what they are here, and there. */
  settings: v.object({ from: SomeSettings, to: SomeSettings }),
  /** What of the file makes no sense and is left out. */
  problems: v.array(ProblemSchema),
})
export type TransferPlan = v.InferOutput<typeof TransferPlanSchema>

export const transferCalls = {
  /** Daemons and settings as the text of a file, without any secret; main/core/transfer/file says how it is written. */
  'transfer.export': { args: v.object({}), result: v.object({ name: v.string(), content: v.string() }), by: 'window' },
  /** Reads the text of such a file and says what it would change; changes nothing. */
  'transfer.look': {
    args: v.object({
      content: v.pipe(
        v.string(),
        v.maxLength(mostTransferCharacters, 'That file is too large to be one of Estuary’s settings.'),
      ),
    }),
    result: TransferPlanSchema,
    by: 'window',
  },
  /** Takes over what was chosen of the file that this window looked at last. */
  'transfer.take': {
    args: v.object({
      daemons: v.pipe(v.array(v.object({ id: text(100), name })), v.maxLength(mostTransferDaemons)),
      settings: v.pipe(v.array(v.picklist(portableSettings)), v.maxLength(portableSettings.length)),
    }),
    result: v.object({
      /** One for each: the daemon, or why it was not taken over. */
      daemons: v.array(
        v.object({ id: v.string(), daemon: v.nullable(DaemonSchema), problem: v.nullable(ProblemSchema) }),
      ),
      /** Why the settings were not: they are kept all together, or none. */
      settings: v.nullable(ProblemSchema),
    }),
    by: 'window',
  },
} as const
