import { type DiskReason, diskReasons, type DiskTrouble } from '../../preload/contract/app.ts'
import { Fault } from '../lib/fault.ts'

/** Why the system would not let us read or write; data for the window, beside the words. */
export type TroubleReason = DiskReason | 'other'

/** Codes of Node's file functions and of SQLite, with what the person can do about each. */
const troubles: { codes: RegExp; reason: TroubleReason; advice: string }[] = [
  {
    // The index of the write-ahead log is made as large as it has to be before it is used: that fails for want of room.
    codes: /^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL|SQLITE_IOERR_SHMSIZE)$/,
    reason: 'full',
    advice: 'The disk is full. Free some space and try again.',
  },
  {
    codes: /^(ENOENT|SQLITE_READONLY_DBMOVED)$/,
    reason: 'gone',
    advice: 'It is gone. Put it back; if its disk was taken out, put that back.',
  },
  {
    codes: /^(EROFS|SQLITE_READONLY\w*)$/,
    reason: 'read-only',
    advice: 'It cannot be written to. Make it writable or choose another data folder.',
  },
  {
    codes: /^(EACCES|EPERM|SQLITE_PERM|SQLITE_AUTH|SQLITE_CANTOPEN\w*|SQLITE_IOERR_ACCESS)$/,
    reason: 'permission',
    advice: 'Your user account may not use it. Correct its permissions or choose another data folder.',
  },
  {
    codes: /^(EBUSY|SQLITE_BUSY\w*|SQLITE_LOCKED\w*)$/,
    reason: 'busy',
    advice: 'Another program is using it. Close that program and try again.',
  },
  {
    codes: /^(ENOTDIR|EISDIR|EEXIST|ELOOP|ENAMETOOLONG)$/,
    reason: 'kind',
    advice: 'Something else is in its place. Move that away or choose another data folder.',
  },
  {
    codes: /^(EIO|ENXIO|ENODEV|ESTALE|EREMOTEIO|SQLITE_IOERR\w*)$/,
    reason: 'io',
    advice: 'The disk does not work as it should. Check it and its connection.',
  },
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
export function unwritten({ folder, reason }: DiskTrouble): string {
  const advice = troubles.find((trouble) => trouble.reason === reason)?.advice ?? ''
  const left = 'What it knew of torrents is read again from the daemons at the next start.'
  return `Estuary could not write everything down before it ended (${folder}). ${advice} ${left}`.replaceAll('  ', ' ')
}

/** What a failure of the store says about the disk; null = nothing (it was the request that was wrong, or the end). */
export function diskReasonOf({ code, details }: Fault): DiskReason | null {
  if (code === 'corrupt') return 'damaged'
  const reason = details?.['reason']
  return diskReasons.find((known) => known === reason) ?? null
}

/** A failure to write because the file is not in its place any more: what is written to it now is lost with it. */
export function goneFault(doing: string, path: string): Fault {
  const message = `Estuary could not ${doing}: ${path} is gone, or another file is in its place. Put the data folder back; if its disk was taken out, put that back.`
  return new Fault('internal', message, { retry: 'after-change', details: { path, reason: 'gone' } })
}

/**
 * A failure at a file of ours in plain words: 'corrupt' when its content is damaged, else 'internal' with
 * details {path, reason}. `doing` completes "Estuary could not …".
 */
export function storageFault(error: unknown, doing: string, path: string): Fault {
  if (error instanceof Fault) return error
  if (isCorruption(error)) {
    const message = `Estuary could not ${doing}: ${path} is damaged. Start Estuary again; it then sets that file aside and begins a new one.`
    return new Fault('corrupt', message, { cause: error, retry: 'after-change', details: { path } })
  }
  const trouble = troubles.find(({ codes }) => codes.test(codeOf(error)))
  const said = error instanceof Error ? error.message : String(error)
  const advice = trouble?.advice ?? `The system said: ${said}`
  return new Fault('internal', `Estuary could not ${doing} (${path}). ${advice}`, {
    cause: error,
    retry: trouble ? 'after-change' : 'never',
    details: { path, reason: trouble?.reason ?? 'other' },
  })
}
