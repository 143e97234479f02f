import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { preferences } from '../../main/shell/window.ts'
import { calls } from '../../preload/contract/calls.ts'
import { readSources, root } from './sources.ts'

vi.mock('electron', () => ({}))

const program = readSources('main', 'preload', 'renderer')
const shell = program.filter(({ path }) => path.startsWith('main/shell/') || path === 'main/index.ts')

/** "path: the matching text", of every match. */
function found(pattern: RegExp, among = shell): string[] {
  return among.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([match]) => `${path}: ${match}`))
}

describe('the desktop door', () => {
  it('loads one page, its own', () => {
    expect(found(/\.(?:loadURL|loadFile)\([^)]*\)/g)).toEqual(['main/shell/window.ts: .loadURL(windowUrl)'])
  })

  it('makes windows in one place, with one list of preferences', () => {
    expect(found(/new (?:BrowserWindow|WebContentsView|BrowserView|BaseWindow)\b/g)).toEqual([
      'main/shell/window.ts: new BrowserWindow',
    ])
    expect(found(/webPreferences: .*/g)).toEqual([
      'main/shell/window.ts: webPreferences: preferences(preload, devTools),',
    ])
    expect(preferences('/preload.cjs', false)).toEqual({
      preload: '/preload.cjs',
      devTools: false,
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
    })
  })

  it('weakens nothing: no overridden certificates, blink features, bypassed policies or remote modules', () => {
    const weak =
      /'certificate-error'|setCertificateVerifyProc|select-client-certificate|enableBlinkFeatures|bypassCSP|corsEnabled|allowServiceWorkers|appendSwitch|ELECTRON_RUN_AS_NODE|registerFileProtocol|executeJavaScript|insertCSS|@electron\/remote/g
    expect(found(weak)).toEqual([])
  })

  it('answers messages in one file, and through channels that the contract names', () => {
    const users = shell.filter(({ text }) => /ipcMain\.(?:handle|on|once)\(/.test(text)).map(({ path }) => path)
    expect(users).toEqual(['main/shell/ipc.ts'])
    expect(found(/ipcMain\.(?:handle|on)\([^,]*/g)).toEqual([
      'main/shell/ipc.ts: ipcMain.handle(channels.call',
      'main/shell/ipc.ts: ipcMain.on(channel',
    ])
  })

  it('opens what is outside in one function, and no path but its own folder', () => {
    expect(found(/shell\.\w+\([^)]*\)/g)).toEqual([
      'main/shell/external.ts: shell.openExternal(url.href)',
      'main/shell/program.ts: shell.openPath(data)',
      "main/shell/reveal.ts: shell.openExternal(new URL(folder.replace(/\\/*$/, '/')",
      'main/shell/reveal.ts: shell.showItemInFolder(isThere ? join(path, item)',
    ])
  })

  it('starts programs of the system in few places, and never a daemon', () => {
    const starts = program.filter(({ imports }) => imports.some(({ name }) => name === 'node:child_process'))
    expect(starts.map(({ path }) => path)).toEqual([
      'main/shell/tools.ts',
      'main/start/desktop.ts',
      'main/start/keep-open.ts',
      'main/web/browser.ts',
    ])
    expect(found(/['"`](?:\/usr\/bin\/)?(?:deluged|rtorrent|transmission-daemon)['"`]/g, starts)).toEqual([])
  })

  it('reads the clipboard in one file, which logs nothing, and gives no page a way to it', () => {
    expect(found(/import[^\n]*\bclipboard\b[^\n]*'electron'/g, program)).toEqual([
      "main/shell/clipboard.ts: import { clipboard } from 'electron'",
    ])
    const reader = shell.filter(({ path }) => path === 'main/shell/clipboard.ts')
    expect(found(/\bclipboard\.(?!ts)\w+\(/g, reader)).toEqual(['main/shell/clipboard.ts: clipboard.readText('])
    expect(found(/\blog\b|console\./gi, reader).filter((match) => !match.includes('logged'))).toEqual([])
    expect(found(/navigator\.clipboard\.read\w*|execCommand/g, program)).toEqual([])
    const table = /allowedPermissions[^{]*\{([^}]*)\}/.exec(readFileSync(join(root, 'main/shell/guard.ts'), 'utf8'))
    expect(table?.[1]?.match(/'[\w-]+':/g)).toEqual(["'clipboard-sanitized-write':"])
  })

  it('has a preload that exposes three functions and nothing of Electron', () => {
    const text = readFileSync(join(root, 'preload/preload.ts'), 'utf8')
    expect([...text.matchAll(/exposeInMainWorld\(.*\)/g)].map(([match]) => match)).toEqual([
      "exposeInMainWorld('estuary', bridge)",
    ])
    const bridge = text.slice(text.indexOf('const bridge'))
    expect([...bridge.matchAll(/^ {2}(\w+)[:(]/gm)].map(([, name]) => name)).toEqual(['call', 'on', 'pathOf'])
    expect(text).toContain("import { contextBridge, ipcRenderer, webUtils } from 'electron'")
  })

  it('takes no path of a torrent file from a page: the page sends the bytes, the program checks their number', () => {
    const source = readFileSync(join(root, 'preload/contract/calls.ts'), 'utf8')
    expect(source).not.toMatch(/\bpath: /)
    expect(Object.keys(calls)).not.toContain('files.read')
    const users = program.filter(({ text }) => /getPathForFile/.test(text)).map(({ path }) => path)
    expect(users).toEqual(['preload/preload.ts'])
  })

  it('makes no path of what a torrent is called: what knows torrents opens no file and starts no program', () => {
    const knows = readSources('main/core', 'main/backend', 'main/wire', 'preload', 'renderer')
    const users = knows.filter(({ imports }) =>
      imports.some(({ name }) => /^(node:)?(fs|fs\/promises|child_process)$/.test(name)),
    )
    // That one reads what Deluge's own programs left, in folders that the person names.
    expect(users.map(({ path }) => path)).toEqual(['main/backend/deluge/importer.ts'])
    // It looks whether there is such a thing, and shows it beside the others; nothing opens it.
    expect(found(/showItemInFolder/g, program)).toEqual(['main/shell/reveal.ts: showItemInFolder'])
  })
})
