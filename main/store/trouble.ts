import type { Says } from '../../preload/contract/says.ts'
import { say } from '../../preload/words/sentences.ts'
import { type DiskReason, diskReasons, type DiskTrouble } from '../../preload/contract/app.ts'
import { Fault, wordsOf } from '../lib/fault.ts'

/** Why the system would not let us read or write; data for the window, beside the words. */
export type TroubleReason = DiskReason | 'other'

/** Codes of Node's file functions and of SQLite; `advice.…` says of each what the person can do. */
const troubles: { codes: RegExp; reason: Exclude<TroubleReason, 'other' | 'ended' | 'damaged'> }[] = [
  // The index of the write-ahead log is made as large as it has to be before it is used: that fails for want of room.
  { codes: /^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL|SQLITE_IOERR_SHMSIZE)$/, reason: 'full' },
  { codes: /^(ENOENT|SQLITE_READONLY_DBMOVED)$/, reason: 'gone' },
  { codes: /^(EROFS|SQLITE_READONLY\w*)$/, reason: 'read-only' },
  { codes: /^(EACCES|EPERM|SQLITE_PERM|SQLITE_AUTH|SQLITE_CANTOPEN\w*|SQLITE_IOERR_ACCESS)$/, reason: 'permission' },
  { codes: /^(EBUSY|SQLITE_BUSY\w*|SQLITE_LOCKED\w*)$/, reason: 'busy' },
  { codes: /^(ENOTDIR|EISDIR|EEXIST|ELOOP|ENAMETOOLONG)$/, reason: 'kind' },
  { codes: /^(EIO|ENXIO|ENODEV|ESTALE|EREMOTEIO|SQLITE_IOERR\w*)$/, reason: 'io' },
]

/** The code of a failed file function ('ENOSPC') or of SQLite ('SQLITE_FULL'); empty when there is none. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return typeof code === 'string' ? code : ''
}

/** Whether SQLite, or we, found that the file's content makes no sense. */
export function isCorruption(error: unknown): boolean {
  if (error instanceof Fault) return error.code === 'corrupt'
  return /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))
}

/** Whether another program was in the way, so that the same may work in a moment. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))
}

/** For the end of the program: that not everything could be written down, and why that is no harm. */
export function unwritten({ folder, reason }: DiskTrouble): Says {
  const trouble = troubles.find((known) => known.reason === reason)
  return say('store.unwritten', { folder, advice: trouble ? say(`advice.${trouble.reason}`) : '' })
}

/** What a failure of the store says about the disk; null = nothing (it was the request that was wrong, or the end). */
export function diskReasonOf({ code, details }: Fault): DiskReason | null {
  if (code === 'corrupt') return 'damaged'
  const reason = details?.['reason']
  return diskReasons.find((known) => known === reason) ?? null
}

/** A failure to write because the file is not in its place any more: what is written to it now is lost with it. */
export function goneFault(doing: Says, path: string): Fault {
  return new Fault('internal', say('store.gone', { doing, path }), {
    retry: 'after-change',
    details: { path, reason: 'gone' },
  })
}

/**
 * A failure at a file of ours in plain words: 'corrupt' when its content is damaged, else 'internal' with
 * details {path, reason}. `doing` completes "Estuary could …".
 */
export function storageFault(error: unknown, doing: Says, path: string): Fault {
  if (error instanceof Fault) return error
  if (isCorruption(error)) {
    return new Fault('corrupt', say('store.damaged', { doing, path }), {
      cause: error,
      retry: 'after-change',
      details: { path },
    })
  }
  const trouble = troubles.find(({ codes }) => codes.test(codeOf(error)))
  const advice = trouble ? say(`advice.${trouble.reason}`) : say('advice.other', { reason: wordsOf(error) })
  return new Fault('internal', say('store.trouble', { doing, path, advice }), {
    cause: error,
    retry: trouble ? 'after-change' : 'never',
    details: { path, reason: trouble?.reason ?? 'other' },
  })
}
