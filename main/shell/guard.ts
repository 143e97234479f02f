import type { App, IpcMainEvent, IpcMainInvokeEvent, Session, WebContents } from 'electron'
import { isOurUrl, isWindowUrl } from './scheme.ts'

/** What a page may do beyond showing itself, and why. Everything else is denied, also what Electron will know later. */
const allowedPermissions: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'copying a torrent’s name, hash or folder',
}

/**
 * Puts the guards on every web contents there will ever be, so that no window can be without.
 * @param openOutside gets the addresses that a page wanted to open in another window; it checks and asks
 */
export function guardAll(app: App, openOutside: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, openOutside)
  })
}

function guardContents(contents: WebContents, openOutside: (url: string) => void): void {
  contents.on('will-navigate', (event) => {
    if (!isWindowUrl(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    // The window has no frames.
    if (!event.isMainFrame || !isWindowUrl(event.url)) event.preventDefault()
  })
  // Nothing that we serve redirects.
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
}

/** Denies a session's pages every permission that is not in the table: without handlers Electron grants them all. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, { requestingUrl, isMainFrame }) => {
    callback(isMainFrame && mayDo(permission, requestingUrl))
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin, { isMainFrame }) => isMainFrame && mayDo(permission, origin),
  )
  session.setDevicePermissionHandler(() => false)
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }))
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null))
}

function mayDo(permission: string, url: string): boolean {
  return Object.hasOwn(allowedPermissions, permission) && isOurUrl(url)
}

/** The parts of a message that say where it comes from. */
export type Sent = Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>

/**
 * Whether a message comes from a window of ours itself: its living main frame, at our address. To be asked before
 * anything is awaited: the frame of a message may be gone a moment later (since Electron 33 it is null then).
 */
export function isFromOurWindow({ sender, senderFrame: frame }: Sent, isOurs: (contents: WebContents) => boolean) {
  if (!frame || frame.detached || frame.parent !== null || !isOurs(sender)) return false
  return frame.frameToken === sender.mainFrame.frameToken && isOurUrl(frame.url)
}
