import { app, type BrowserWindow, dialog, ipcMain, safeStorage, session } from 'electron'
import { join } from 'node:path'
import { openCore } from './core/app.ts'
import { pagesOnly } from './core/host.ts'
import type { Core } from './core/core.ts'
import { asFault } from './lib/fault.ts'
import { createLog } from './lib/log.ts'
import { readOptions } from './lib/options.ts'
import { readPageFiles } from './lib/page.ts'
import { guardAll, guardSession } from './shell/guard.ts'
import { connectWindows } from './shell/ipc.ts'
import { registerScheme, serveScheme } from './shell/scheme.ts'
import { openSystemKeeper } from './shell/secrets.ts'
import { bringForward, openWindow, setMenu } from './shell/window.ts'
import { lockFolder, type Lock } from './store/lock.ts'

/*
 * Electron's entry, built to one CommonJS file in dist/main. No top-level await here or below: Electron is ready only
 * after its entry has been evaluated, so it would wait for itself.
 */
const dist = join(import.meta.dirname, '..')
const preload = join(dist, 'preload', 'preload.cjs')
const longestEndMs = 2000
const log = createLog(process.env['ESTUARY_LOG'] ?? 'warn')
const data = dataFolder()

let window: BrowserWindow | null = null
let running: { core: Core; lock: Lock } | null = null

app.enableSandbox()
registerScheme()
guardAll(app)
// Electron keeps its own files, and the lock of its single instance, beside ours.
app.setPath('userData', join(data, 'window'))

if (app.isPackaged && app.commandLine.hasSwitch('remote-debugging-port'))
  refuse('Estuary does not take orders from a debugger.')
else if (app.requestSingleInstanceLock()) begin()
else app.quit()

function begin(): void {
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', endInOrder)
  app.whenReady().then(open).catch(fail)
}

async function open(): Promise<void> {
  const files = await readPageFiles(join(dist, 'renderer'))
  const lock = lockFolder(data)
  const keeper = await openSystemKeeper(data, safeStorage, process.platform)
  const core = await openCore(
    { door: 'desktop', version: app.getVersion(), dataFolder: data, keeper, outside: pagesOnly },
    { log },
  )
  running = { core, lock }
  guardSession(session.defaultSession)
  serveScheme(session.defaultSession, files)
  connectWindows(ipcMain, core, log)
  setMenu(process.platform)
  showWindow()
}

function showWindow(): void {
  if (window) bringForward(window)
  else if (running) {
    window = openWindow(preload, !app.isPackaged)
    window.on('closed', () => {
      window = null
    })
  }
}

/** Lets the core write what is unwritten before the program ends, but not for ever. */
function endInOrder(event: { preventDefault(): void }): void {
  const ending = running
  if (!ending) return
  running = null
  event.preventDefault()
  setTimeout(() => app.exit(1), longestEndMs)
  ending.core
    .close()
    .finally(() => ending.lock.release())
    .then(() => app.exit(0), fail)
}

function fail(error: unknown): void {
  const fault = asFault(error)
  if (fault.code === 'internal') log.error({ err: error }, 'the desktop window failed')
  refuse(fault.message)
}

/** A sentence for the person instead of the program. */
function refuse(message: string): void {
  console.error(message)
  if (app.isReady()) dialog.showErrorBox('Estuary cannot start', message)
  app.exit(1)
}

/** Chromium's own switches share the command line, so only ours is looked at. */
function dataFolder(): string {
  const given = app.commandLine.getSwitchValue('data')
  return readOptions(given ? [`--data=${given}`] : []).data
}
