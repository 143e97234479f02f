import { BrowserWindow, Menu, nativeTheme, type WebPreferences } from 'electron'
import { windowUrl } from './scheme.ts'

/** Every window's preferences. The safe values are Electron's own defaults; they are written out to stay so. */
export function preferences(preload: string, devTools: boolean): WebPreferences {
  return {
    preload,
    devTools,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  }
}

/** Opens the window on the app scheme; it shows itself when there is something to see. */
export function openWindow(preload: string, devTools: boolean): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 400,
    show: false,
    title: 'Estuary',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#10191e' : '#f6f8f9',
    webPreferences: preferences(preload, devTools),
  })
  window.once('ready-to-show', () => {
    window.show()
  })
  // Its failure shows as an empty window and in Electron's own log; there is nobody else to tell.
  window.loadURL(windowUrl).catch(() => {})
  return window
}

/** Brings a window to the person. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** macOS knows copy and paste only from a menu; elsewhere the window has its own. */
export function setMenu(platform: NodeJS.Platform): void {
  const menu =
    platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null
  Menu.setApplicationMenu(menu)
}
