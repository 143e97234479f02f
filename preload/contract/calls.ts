import type * as v from 'valibot'
import { accountCalls } from './accounts.ts'
import { addingCalls } from './adding.ts'
import { appCalls } from './app.ts'
import { auditCalls } from './audit.ts'
import type { Capability } from './capabilities.ts'
import { daemonCalls } from './daemons.ts'
import { desktopCalls } from './desktop.ts'
import { detailsCalls } from './details.ts'
import { eventCalls } from './events.ts'
import { fileCalls } from './files.ts'
import { folderCalls } from './folders.ts'
import { importCalls } from './importing.ts'
import { kindCalls } from './kinds.ts'
import { limitCalls } from './limits.ts'
import { logCalls } from './log.ts'
import { moveCalls } from './moves.ts'
import { noticeCalls } from './notices.ts'
import { optionCalls } from './options.ts'
import { peerCalls } from './peers.ts'
import { removalCalls } from './removals.ts'
import { settingsCalls } from './settings.ts'
import { torrentCalls } from './torrents.ts'
import { trackerCalls } from './trackers.ts'
import { transferCalls } from './transfer.ts'
import { updateCalls } from './updates.ts'
import { viewCalls } from './view.ts'
import { wholeCalls } from './whole.ts'

/**
 * Every call that a caller may make, noun by noun: the schema of its arguments, that of its result, the capability
 * that it needs of each daemon it touches (`needs`), and whether only a person at a window may make it (`by`). All of
 * that is checked once, where calls enter the core.
 */
export const calls = {
  ...appCalls,
  ...settingsCalls,
  ...kindCalls,
  ...daemonCalls,
  ...importCalls,
  ...transferCalls,
  ...accountCalls,
  ...torrentCalls,
  ...addingCalls,
  ...removalCalls,
  ...moveCalls,
  ...limitCalls,
  ...detailsCalls,
  ...fileCalls,
  ...trackerCalls,
  ...optionCalls,
  ...peerCalls,
  ...folderCalls,
  ...viewCalls,
  ...eventCalls,
  ...noticeCalls,
  ...auditCalls,
  ...logCalls,
  ...wholeCalls,
  ...desktopCalls,
  ...updateCalls,
} as const

export type CallName = keyof typeof calls
export type CallArgs<N extends CallName> = v.InferInput<(typeof calls)[N]['args']>
export type CheckedArgs<N extends CallName> = v.InferOutput<(typeof calls)[N]['args']>
export type CallResult<N extends CallName> = v.InferOutput<(typeof calls)[N]['result']>

/** What each daemon that a call touches must be capable of; null = nothing in particular. */
export function capabilityFor(call: CallName): Capability | null {
  const spec = calls[call]
  return 'needs' in spec ? spec.needs : null
}

/** Whether only a person at a window may make a call. */
export function isForPersons(call: CallName): boolean {
  return 'by' in calls[call]
}
