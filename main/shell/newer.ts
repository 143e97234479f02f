import { autoUpdater, type ClientRequest } from 'electron'
import type { AppUpdater, NsisUpdater as WindowsUpdater } from 'electron-updater'
import { say } from '../../preload/words/sentences.ts'
import { systemClock, withDeadline } from '../lib/clock.ts'
import { Fault, wordsOf } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'

/*
 * The one place that knows electron-updater. It is loaded only where the program was built with an address to ask.
 */

/** Answers are a few lines: nobody waits longer for them, or reads more. */
const longestAnswerMs = 30_000
const mostAnswerBytes = 64 * 1024
/** Of a download nothing came for so long: it is given up. */
const longestPauseMs = 60_000
const mostDownloadBytes = 1024 ** 3

/** Something newer that is here, and proven to be from who made this program. */
export interface Fetched {
  readonly version: string
  /** Installs it and starts it; the program has to end behind this, and is ended where it has not. */
  install(): void
}

export interface Newer {
  /** The version that is newer than this one; null = there is none. Fails with a Fault that says why nobody knows. */
  ask(): Promise<string | null>
  /**
   * Fetches it and has its signature proven. Fails with a Fault that says why it is not here.
   * @param share told how much is here, 0…1
   */
  fetch(share: (part: number) => void): Promise<Fetched>
}

export interface Source {
  /** The folder on the web. */
  address: string
  platform: NodeJS.Platform
  log: Log
}

/** What of the library’s own requests is needed to bound them; it does not describe it itself. */
interface Requests {
  createRequest: (options: { protocol?: string }, callback: (response: NodeJS.ReadableStream) => void) => ClientRequest
}

/** Newer versions at an address. */
export function newerAt(source: Source): Newer {
  return {
    async ask() {
      const { AppUpdater } = await import('electron-updater')
      /** Asks, and could not fetch or install anything. A new one each time: one that hangs keeps no other from asking. */
      class Asker extends AppUpdater {
        constructor() {
          super(feedOf(source))
        }

        protected doDownloadUpdate(): Promise<never> {
          return Promise.reject(new Fault('internal', say('log.only', { text: 'The asker fetches nothing.' })))
        }

        quitAndInstall(): void {}
      }
      return askWith(new Asker(), source)
    },
    fetch: (share) => fetchNewer(source, share),
  }
}

function feedOf({ address }: Source): { provider: 'generic'; url: string } {
  return { provider: 'generic', url: address }
}

async function askWith(updater: AppUpdater, source: Source): Promise<string | null> {
  const requests = settle(updater, source, mostAnswerBytes)
  const late = (): Fault => new Fault('timeout', say('updates.late'))
  try {
    const answer = await withDeadline(Promise.race([updater.checkForUpdates(), requests.failed]), longestAnswerMs, late)
    if (!answer?.isUpdateAvailable) return null
    const { version } = answer.updateInfo
    // It is shown, and part of a file's name.
    if (!/^\d[\w.+-]{0,39}$/.test(version)) throw new Fault('protocol', say('updates.senseless'))
    return version
  } catch (error) {
    throw inWords(error)
  } finally {
    requests.end()
  }
}

async function fetchNewer(source: Source, share: (part: number) => void): Promise<Fetched> {
  const { CancellationToken, MacUpdater, NsisUpdater } = await import('electron-updater')
  const isMac = source.platform === 'darwin'
  const updater = isMac ? new MacUpdater(feedOf(source)) : new NsisUpdater(feedOf(source))
  const version = await askWith(updater, source)
  if (version === null) throw new Fault('not-found', say('updates.gone'))
  const requests = settle(updater, source, mostDownloadBytes)
  const proof = updater instanceof NsisUpdater ? onlyProven(updater, source.log) : null
  const token = new CancellationToken()
  const patience = giveUpAfter(longestPauseMs)
  const taken = isMac ? takenBySystem() : null
  const inTime = (work: Promise<unknown>): Promise<unknown> => Promise.race([work, requests.failed, patience.over])
  updater.on('download-progress', ({ percent }) => {
    patience.again()
    share(percent / 100)
  })
  try {
    // macOS checks the signature as it takes the file over; what is not taken was not proven.
    updater.autoInstallOnAppQuit = isMac
    await inTime(updater.downloadUpdate(token))
    patience.again()
    if (taken) await inTime(taken.done)
  } catch (error) {
    throw proof?.isMissing ? new Fault('invalid', say('updates.unproven'), { retry: 'later' }) : inWords(error)
  } finally {
    token.cancel()
    patience.end()
    taken?.end()
    requests.end()
  }
  return { version, install: () => updater.quitAndInstall() }
}

/**
 * What every use of the library needs here: it says nothing on the terminal, tells nobody who asks, loads nothing unasked,
 * and reads no more than a bound.
 */
function settle(
  updater: AppUpdater,
  { address, log }: Source,
  mostBytes: number,
): { failed: Promise<never>; end: () => void } {
  const quiet = (text?: unknown): void => log.debug({ text: String(text) }, 'of newer versions')
  updater.logger = { info: quiet, warn: quiet, error: quiet }
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.disableWebInstaller = true
  updater.allowPrerelease = false
  // Otherwise it makes up a number for this copy and sends it along.
  updater.requestHeaders = { 'x-user-staging-id': 'nobody' }
  const open = new Set<ClientRequest>()
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {})
  const { protocol } = new URL(address)
  const executor = (updater as unknown as { httpExecutor: Requests }).httpExecutor
  const make = executor.createRequest.bind(executor)
  let bytes = 0
  executor.createRequest = (options, callback) => {
    // Also where it was led to another place: nothing is asked in clear that was to be asked under a certificate.
    const request = make({ ...options, protocol }, (response) => {
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes <= mostBytes) return
        request.abort()
        reject(new Fault('too-large', say('updates.senseless')))
      })
      callback(response)
    })
    open.add(request)
    request.on('close', () => open.delete(request))
    return request
  }
  return {
    failed,
    end: () => {
      for (const request of open) request.abort()
    },
  }
}

/**
 * On Windows the library lets an update through when the system’s own check cannot be carried out, and says so in its
 * log. Here such a one is refused.
 */
function onlyProven(updater: WindowsUpdater, log: Log): { isMissing: boolean } {
  const proof = { isMissing: false }
  const quiet = (text?: unknown): void => log.debug({ text: String(text) }, 'of newer versions')
  const warn = (text?: unknown): void => {
    if (/ignoring signature validation/i.test(String(text))) proof.isMissing = true
    quiet(text)
  }
  updater.logger = { info: quiet, warn, error: quiet }
  const theirs = updater.verifyUpdateCodeSignature
  updater.verifyUpdateCodeSignature = async (names, file) => {
    const wrong = await theirs(names, file).catch((error: unknown) => wordsOf(error))
    if (wrong !== null) proof.isMissing = true
    return proof.isMissing ? (wrong ?? 'Nothing could check it.') : null
  }
  return proof
}

/** Whether macOS has taken over the file that was fetched, or would not. */
function takenBySystem(): { done: Promise<null>; end: () => void } {
  const { promise: done, resolve, reject } = Promise.withResolvers<null>()
  done.catch(() => {})
  const take = (): void => resolve(null)
  const refuse = (error: Error): void =>
    reject(new Fault('invalid', say('updates.unproven'), { cause: error, retry: 'later' }))
  autoUpdater.on('update-downloaded', take)
  autoUpdater.on('error', refuse)
  return {
    done,
    end: () => {
      autoUpdater.off('update-downloaded', take)
      autoUpdater.off('error', refuse)
    },
  }
}

/** Fails when nothing was heard for so long. */
function giveUpAfter(ms: number): { over: Promise<never>; again: () => void; end: () => void } {
  const { promise: over, reject } = Promise.withResolvers<never>()
  over.catch(() => {})
  const begin = (): (() => void) => systemClock.after(ms, () => reject(new Fault('timeout', say('updates.late'))))
  let cancel = begin()
  return {
    over,
    again: () => {
      cancel()
      cancel = begin()
    },
    end: () => cancel(),
  }
}

/** What went wrong, as a sentence; the library says more, with addresses and traces. */
function inWords(error: unknown): Fault {
  if (error instanceof Fault) return error
  const { code = '', message = '' } = error instanceof Error ? (error as Error & { code?: unknown }) : {}
  const name = `${String(code)} ${message}`
  if (/CHECKSUM|sha512/i.test(name)) return new Fault('protocol', say('updates.damaged'), { cause: error })
  if (/SIGNATURE/.test(name)) return new Fault('invalid', say('updates.unproven'), { cause: error, retry: 'later' })
  if (/HTTP_ERROR|CHANNEL_FILE_NOT_FOUND|net::|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|aborted/.test(name)) {
    return new Fault('unreachable', say('updates.unreachable'), { cause: error })
  }
  if (/INVALID|YAML|Cannot parse|NOT_FOUND|NO_FILES/i.test(name)) {
    return new Fault('protocol', say('updates.senseless'), { cause: error })
  }
  return new Fault('unreachable', say('updates.failed', { text: wordsOf(error).slice(0, 200) }), { cause: error })
}
