import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { faultCode } from '../lib/endings.ts'
import { onEndSignal } from '../web/ending.ts'

/** Fetching Electron may take this long on a slow line. */
const longestFetchMs = 10 * 60_000
/** An Electron that crashes within this time could not run here at all. */
const startMs = 15_000

/** The program to run, or one sentence about why there is none. */
export type Desktop = { program: string } | { why: string }

/**
 * Finds Electron, fetching its binary once when it is not there yet.
 * @param say told in one sentence before something takes long
 */
export async function findDesktop(
  say: (text: string) => void,
  env = process.env,
  platform = process.platform,
): Promise<Desktop> {
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return { why: 'There is no display here for a desktop window.' }
  }
  if (platform === 'linux' && process.getuid?.() === 0) {
    return { why: 'Electron keeps its sandbox only for an ordinary user, and this is root.' }
  }
  if (electronFolder() === null) return { why: 'Electron is not installed ("npm ci" brings it).' }
  const program = await fetchedElectron(say, env)
  return program ? { program } : { why: 'Electron could not be fetched from the internet.' }
}

/**
 * Electron's binary, fetched once when it is not there yet.
 * @param say told in one sentence before something takes long
 * @returns null where it cannot be had
 */
export async function fetchedElectron(say: (text: string) => void, env = process.env): Promise<string | null> {
  const folder = electronFolder()
  if (folder === null) return null
  const there = binaryIn(folder, env)
  if (there) return there
  say('Fetching Electron (about 120 MB, only the first time)…')
  await fetchElectron(folder, env)
  return binaryIn(folder, env)
}

function electronFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return null
  }
}

/** The package writes its binary's name into path.txt when it has fetched it. */
function binaryIn(folder: string, env: NodeJS.ProcessEnv): string | null {
  const pathFile = join(folder, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : null
  const elsewhere = env['ELECTRON_OVERRIDE_DIST_PATH']
  const program = elsewhere ? join(elsewhere, name ?? 'electron') : name && join(folder, 'dist', name)
  return program && existsSync(program) ? program : null
}

/** Since version 42 the package has no install script: its binary comes with the first use. */
async function fetchElectron(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  await new Promise<void>((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      env,
      stdio: ['ignore', 'inherit', 'ignore'],
      timeout: longestFetchMs,
    })
    child.on('error', () => resolve())
    child.on('exit', () => resolve())
  })
}

/** Runs Electron to its end: its exit code, or one sentence when it could not even start. */
export async function runDesktop(
  program: string,
  root: string,
  data: string,
): Promise<{ code: number } | { why: string }> {
  const startedAt = Date.now()
  const { ELECTRON_RUN_AS_NODE: _unwanted, ...env } = process.env
  const child = spawn(program, [root], { stdio: 'inherit', env: { ...env, ESTUARY_DATA: data } })
  let told = false
  onEndSignal((signal) => {
    told = true
    child.kill(signal)
  })
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ why: `Electron cannot be run here (${error.message}).` }))
    child.on('exit', (code, signal) => {
      // It has begun anew by itself.
      if (code === faultCode) return resolve({ code: 0 })
      // 0 and 1 are our own exits; a missing library is 127, a failed sandbox a signal or 128 and more.
      const crashed = !told && (code === null || code > 1)
      if (crashed && Date.now() - startedAt < startMs) {
        return resolve({ why: `Electron cannot be run here (it ended with ${code ?? signal ?? 'nothing'}).` })
      }
      resolve({ code: code ?? 1 })
    })
  })
}
