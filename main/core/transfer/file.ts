import * as v from 'valibot'
import { type Address, AddressSchema } from '../../../preload/contract/address.ts'
import { fingerprint, mark, name, username } from '../../../preload/contract/daemons.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { KindIdSchema } from '../../../preload/contract/kinds.ts'
import { MappingsSchema } from '../../../preload/contract/mappings.ts'
import { portableSettings, type Settings, settingsCalls } from '../../../preload/contract/settings.ts'
import { mostTransferDaemons } from '../../../preload/contract/transfer.ts'
import { say } from '../../../preload/words/sentences.ts'
import { Fault, toProblem } from '../../lib/fault.ts'
import type { DaemonRecord } from '../../store/records.ts'
import { rulesForFile, rulesOfFile } from './rules.ts'

/*
 * A FILE OF SETTINGS
 *
 * One JSON object, for people to keep and to carry to another Estuary:
 *
 *   format     "estuary-settings"
 *   version    1; whoever knows only less refuses the whole file
 *   writtenBy  version of the Estuary that wrote it
 *   writtenAt  ISO 8601, UTC
 *   daemons    a list in the person's order; of each
 *     name, kind, username, mark (0 to 7), connect (whether it is to be connected)
 *     address      as contract/address has it: way, and host and port, path, or url
 *     certificate  SHA-256 of the one that is trusted, as XX:XX…; null = none
 *     folders      where the person has which of its folders, as contract/mappings has them; absent = nowhere
 *   settings   a table of those that mean something elsewhere (portableSettings), as contract/settings has them; a
 *              rule of notices names a daemon by its place in the list above, from 0
 *
 * There is no secret in it: no password, no token, nothing that logs in. Of a web address user, password, query and
 * fragment are left out. What a version 1 has beside these is passed over, so that more may be told later without a
 * new version as long as it can be done without.
 */
const format = 'estuary-settings'
const version = 1

const DaemonSchema = v.object({
  name,
  kind: KindIdSchema,
  address: AddressSchema,
  username,
  certificate: v.nullable(fingerprint),
  mark,
  connect: v.boolean(),
  folders: v.fallback(v.optional(MappingsSchema, []), []),
})
/** A daemon as the file has it. */
export type FileDaemon = v.InferOutput<typeof DaemonSchema>

const EnvelopeSchema = v.object({
  writtenBy: v.fallback(v.nullable(v.pipe(v.string(), v.maxLength(40), v.regex(/^[\w.+-]+$/))), null),
  writtenAt: v.fallback(v.nullable(v.pipe(v.string(), v.isoTimestamp(), v.maxLength(40))), null),
  daemons: v.optional(v.array(v.unknown()), []),
  settings: v.optional(v.record(v.string(), v.unknown()), {}),
})

/** What could be read of a file. */
export interface TransferFile {
  writtenBy: string | null
  writtenAt: number | null
  /** In the file's own order, also of those that make no sense (null): its rules count by it. */
  places: (FileDaemon | null)[]
  daemons: FileDaemon[]
  settings: Partial<Settings>
  /** What makes no sense costs itself. */
  problems: Problem[]
}

/** An address without what may log in somewhere. */
export function plainAddress(address: Address): Address {
  if (address.way !== 'url') return address
  const url = address.url.replace(/[?#].*$/s, '').replace(/^(https?:\/\/)[^/]*@/i, '$1')
  return { way: 'url', url }
}

/** Spells a file. */
export function spellFile(
  records: readonly Readonly<DaemonRecord>[],
  settings: Settings,
  by: { version: string; at: number },
): string {
  const daemons = records.map((record): FileDaemon => ({
    name: record.name,
    kind: record.kind,
    address: plainAddress(record.address),
    username: record.username,
    certificate: record.fingerprint,
    mark: record.mark,
    connect: record.connect,
    folders: record.mappings,
  }))
  const ids = records.map(({ id }) => id)
  const portable = {
    ...Object.fromEntries(portableSettings.map((key) => [key, settings[key]])),
    noticeRules: rulesForFile(settings.noticeRules, ids),
  }
  const writtenAt = new Date(by.at).toISOString()
  return `${JSON.stringify({ format, version, writtenBy: by.version, writtenAt, daemons, settings: portable }, null, 2)}\n`
}

/**
 * Reads a file, whoever wrote it. Fails with Fault 'corrupt' when it is none of ours, and 'future' when a newer Estuary
 * wrote it.
 */
export function readFile(content: string): TransferFile {
  const given = parse(content)
  const envelope = v.safeParse(EnvelopeSchema, given)
  if (!envelope.success || envelope.output.daemons.length > mostTransferDaemons) {
    throw new Fault('corrupt', say('transfer.odd'), { retry: 'after-change' })
  }
  const { writtenBy, writtenAt } = envelope.output
  const problems: Problem[] = []
  const places = envelope.output.daemons.map((entry, index): FileDaemon | null => {
    const read = v.safeParse(DaemonSchema, entry, { abortEarly: true })
    if (read.success) return { ...read.output, address: plainAddress(read.output.address) }
    problems.push(toProblem(new Fault('corrupt', say('transfer.daemon', { number: index + 1 }))))
    return null
  })
  const daemons = places.filter((daemon) => daemon !== null)
  const settings = readSettings(envelope.output.settings, problems)
  return {
    writtenBy,
    writtenAt: writtenAt === null ? null : Date.parse(writtenAt),
    places,
    daemons,
    settings,
    problems,
  }
}

/** The object in the text, if it is a file of ours that can be understood. */
function parse(content: string): unknown {
  let given: unknown
  try {
    // Editors of some systems put a mark before the text.
    given = JSON.parse(content.replace(/^\ufeff/, ''))
  } catch {
    throw new Fault('corrupt', say('transfer.noJson'), { retry: 'after-change' })
  }
  const head = v.safeParse(v.object({ format: v.literal(format), version: v.pipe(v.number(), v.integer()) }), given)
  if (!head.success || head.output.version < 1) {
    throw new Fault('corrupt', say('transfer.foreign'), { retry: 'after-change' })
  }
  if (head.output.version > version) {
    throw new Fault('future', say('transfer.future', { version: head.output.version }), { retry: 'after-change' })
  }
  return given
}

function readSettings(given: Readonly<Record<string, unknown>>, problems: Problem[]): Partial<Settings> {
  const { entries } = settingsCalls['settings.set'].args
  const settings: Record<string, unknown> = {}
  let damaged = 0
  for (const key of portableSettings) {
    if (!Object.hasOwn(given, key)) continue
    const value = key === 'noticeRules' ? rulesOfFile(given[key]) : given[key]
    const read = v.safeParse(entries[key], value, { abortEarly: true })
    if (read.success && read.output !== undefined) settings[key] = read.output
    else damaged += 1
  }
  if (damaged > 0) problems.push(toProblem(new Fault('corrupt', say('transfer.settings', { number: damaged }))))
  return settings
}
