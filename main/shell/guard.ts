import type { App, IpcMainEvent, IpcMainInvokeEvent, Session, WebContents } from 'electron'
import { isOurUrl } from './scheme.ts'

/** What a page may do beyond showing itself, and why. Everything else is denied. */
const allowedPermissions: ReadonlySet<string> = new Set([
  // Copying a torrent's name, hash or path.
  'clipboard-sanitized-write',
])

/** Puts the guards on every web contents there will ever be, so that no window can be without. */
export function guardAll(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents)
  })
}

function guardContents(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; url: string }): void => {
    if (!isOurUrl(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Denies a session's pages every permission that is not on the list: without handlers Electron grants them all. */
export function guardSession(session: Session): void {
  const mayDo = (permission: string, url: string): boolean => allowedPermissions.has(permission) && isOurUrl(url)
  session.setPermissionRequestHandler((_contents, permission, callback, { requestingUrl }) => {
    callback(mayDo(permission, requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => mayDo(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => {
    callback({})
  })
}

/**
 * Whether a message comes from a window of ours itself: its living main frame, at our address. To be asked before
 * anything is awaited: the frame of a message may be gone a moment later.
 */
export function isFromOurWindow(event: Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean {
  const frame = event.senderFrame
  if (!frame || frame.detached || frame.parent !== null) return false
  return frame === event.sender.mainFrame && isOurUrl(frame.url)
}
