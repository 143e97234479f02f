import Module, { createRequire } from 'node:module'
import { join } from 'node:path'
import { App } from './app.ts'
import { Cdp } from './cdp.ts'
import type { Ask, FromTest, Setting } from './driver.ts'
import { IpcMain } from './ipc.ts'
import { Menus } from './menu.ts'
import { netModule, updaterModule } from './net.ts'
import { safeStorageModule } from './safe.ts'
import { Session, sessionModule } from './session.ts'
import { DoubleEvent, StrictEmitter, strict } from './strict.ts'
import { Clipboard, Dialogs, notificationClass, screenModule, shell } from './system.ts'
import { nativeImage, Tray } from './tray.ts'
import { answer, answerError, tell, trouble } from './telling.ts'
import { BrowserWindow } from './window.ts'

/*
 * Runs the built program (dist/main/index.cjs) in this Node process, with a double in the place of Electron. The
 * setting comes in ESTUARY_DOUBLE, the arguments are the program's own.
 */
const setting = JSON.parse(process.env['ESTUARY_DOUBLE'] ?? '{}') as Setting
const argv = ['/double/electron', ...(setting.isPackaged ? [] : [setting.root]), ...process.argv.slice(2)]
delete process.env['ESTUARY_DOUBLE']
process.argv = argv
const { platform: machine } = process
Object.defineProperty(process, 'platform', { value: setting.platform })
if (setting.resources !== null) Object.defineProperty(process, 'resourcesPath', { value: setting.resources })

const app = new App(setting, argv)
const session = new Session()
const ipc = new IpcMain()
const menus = new Menus(app)
const dialogs = new Dialogs()
const clipboard = new Clipboard()
const Notification = notificationClass(setting)
const powerMonitor = new StrictEmitter('powerMonitor', ['resume', 'shutdown'])
const cdp = Cdp.connect(setting.browser)
const pages = new Set<string>()
BrowserWindow.surround({ app, cdp, session, ipc, pages })

const asked = new TypeError('thrown by a test')
let schemes: object[] = []
const electron = strict('electron', {
  app: strict('app', app),
  autoUpdater: updaterModule(),
  BrowserWindow: strict('BrowserWindow', BrowserWindow),
  clipboard: clipboard.module,
  dialog: strict('dialog', dialogs.module),
  ipcMain: strict('ipcMain', ipc),
  Menu: strict('Menu', menus.module),
  nativeImage,
  net: netModule(),
  nativeTheme: strict('nativeTheme', { shouldUseDarkColors: false }),
  Notification: strict('Notification', Notification),
  powerMonitor: strict('powerMonitor', powerMonitor),
  protocol: strict('protocol', {
    registerSchemesAsPrivileged(list: object[]) {
      if (app.isReady()) throw new Error('Schemes must be registered before the app is ready.')
      schemes = list
      tell('schemes', { list })
    },
  }),
  safeStorage: safeStorageModule(app, setting),
  screen: screenModule(app, setting.displays),
  session: sessionModule(app, session),
  shell,
  Tray: strict('Tray', Tray),
})

const doings: { [K in Ask['do']]: (ask: Extract<Ask, { do: K }>) => unknown } = {
  menu: ({ path }) => menus.choose(path),
  menuTree: () => menus.tree,
  tray: () => Tray.only?.state ?? null,
  clickTray: () => tray().click(),
  trayMenu: ({ label }) => tray().menu?.choose(label),
  openTrayMenu: () => tray().menu?.emit('menu-will-show', new DoubleEvent()),
  closeTrayMenu: () => tray().menu?.emit('menu-will-close', new DoubleEvent()),
  dock: () => ({ badge: app.badge, lines: app.dockMenu?.tree ?? null }),
  dockMenu: ({ label }) => app.dockMenu?.choose(label),
  windowCount: () => app.windows.size,
  answer: ({ response, checkboxChecked }) => dialogs.answer(response, checkboxChecked ?? false),
  copy: ({ text }) => clipboard.copy(text),
  clipboardReads: () => clipboard.reads,
  saveAt: ({ path }) => dialogs.saveAt(path),
  pressNotification: () => Notification.last?.emit('action', new DoubleEvent(), 0, -1),
  clickNotification: () => Notification.last?.emit('click', new DoubleEvent()),
  emit: ({ on, event, args }) => (on === 'app' ? app : powerMonitor).emit(event, new DoubleEvent(), ...args),
  async request({ url, method }) {
    const response = await session.request(url, method)
    return response ? { status: response.status, headers: Object.fromEntries(response.headers) } : 'cancelled'
  },
  permission: ({ name, url, isMainFrame }) => session.permits(name, url, isMainFrame),
  device: () => session.permitsDevice(),
  download: () => session.download(),
  windowState: () => BrowserWindow.only().state,
  place: ({ bounds }) => BrowserWindow.only().place(bounds),
  maximize: () => BrowserWindow.only().maximize(),
  minimize: () => BrowserWindow.only().minimize(),
  focus: () => BrowserWindow.only().setFocused(true),
  blur: () => BrowserWindow.only().setFocused(false),
  close: () => BrowserWindow.only().close(),
  crash: () => BrowserWindow.only().contents.crash(),
  hang: () => BrowserWindow.only().contents.hang(),
  throw: () => void setImmediate(throwAsAsked),
  webview: () => BrowserWindow.only().contents.attachWebview(),
  redirect: ({ url }) => BrowserWindow.only().contents.redirect(url),
  forge,
}

process.on('uncaughtException', (error) => {
  // What the program does about it is what is tested.
  if (error === asked) return
  trouble(error)
  app.exit(70)
})
// Electron ends in order when the system asks it to.
process.on('SIGTERM', () => app.quit())
process.on('message', (message: FromTest) => void obey(message))

await closeWhatPagesOpen()
putElectronInPlace()
createRequire(import.meta.url)(join(setting.root, 'dist/main/index.cjs'))
if (schemes.length !== 1) trouble(new Error('The program registers one scheme, before the app is ready.'))
setImmediate(() => app.becomeReady())

function tray(): Tray {
  if (!Tray.only) throw new Error('There is no tray.')
  return Tray.only
}

function throwAsAsked(): never {
  throw asked
}

/** Every require of 'electron' gets the double, and that of a library made for each system the one that can be loaded here. */
function putElectronInPlace(): void {
  const loader = Module as unknown as { _load: (name: string, parent: unknown, isMain: boolean) => unknown }
  const load = loader._load
  const theirs = `/prebuilds/${setting.platform}-`
  loader._load = (name, parent, isMain) =>
    name === 'electron' ? electron : load(name.replace(theirs, `/prebuilds/${machine}-`), parent, isMain)
}

/** A denied window is there for a moment in Chromium; where it goes to does not exist for it. */
async function closeWhatPagesOpen(): Promise<void> {
  interface Created {
    targetInfo: { targetId: string; openerId?: string }
  }
  const browser = await cdp
  browser.on('Target.targetCreated', ({ targetInfo: { targetId, openerId = '' } }: Created) => {
    if (pages.has(openerId)) browser.send('Target.closeTarget', { targetId }).catch(() => {})
  })
  await browser.send('Target.setDiscoverTargets', { discover: true })
}

async function obey({ id, ask }: FromTest): Promise<void> {
  try {
    answer(id, (await (doings[ask.do] as (ask: Ask) => unknown)(ask)) ?? null)
  } catch (error) {
    answerError(id, error instanceof Error ? error.message : String(error))
  }
}

/** A message whose sender is another one than its channel should believe. */
function forge({ channel, args, frame }: Extract<Ask, { do: 'forge' }>): Promise<unknown> {
  const { webContents, contents } = BrowserWindow.only()
  const { mainFrame } = contents
  const { url = mainFrame.url, child, gone, stranger } = frame
  const sender = stranger ? { mainFrame } : webContents
  const own = { url, detached: gone ?? false, frameToken: child ? 'child' : mainFrame.frameToken }
  return ipc.invoke(sender, { ...own, parent: child ? mainFrame : null }, channel, args)
}
