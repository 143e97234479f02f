import { protocol, type Session } from 'electron'
import { cacheControl, pageHeaders, type PageFiles } from '../lib/page.ts'

const scheme = 'app'
const host = 'estuary'

/** The window's address. */
export const windowUrl = `${scheme}://${host}/index.html`

/**
 * Must run before the app is ready: a scheme of our own that behaves like https, without any way around the policy. What
 * V8 made of its scripts is kept for the next start.
 */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built window's files to this session, and lets it load nothing else: no file, no other machine. */
export function serveScheme(session: Session, files: PageFiles): void {
  session.protocol.handle(scheme, (request) => answerPage(request, files))
  session.protocol.handle('file', () => refuse(403))
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url) }))
  session.on('will-download', (event) => event.preventDefault())
}

/** Whether an address is one of ours. Parsed, never compared by its beginning: app://estuary.evil is not ours. */
export function isOurUrl(text: string): boolean {
  const url = URL.parse(text)
  return url?.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === ''
}

/** Whether an address is the window's page itself: the only one that it may ever go to. */
export function isWindowUrl(text: string): boolean {
  const path = URL.parse(text)?.pathname
  return isOurUrl(text) && (path === '/index.html' || path === '/')
}

/** Our files, pictures within the page, and the developer tools (which only a checkout has). */
function mayLoad(text: string): boolean {
  const protocolOf = URL.parse(text)?.protocol
  return isOurUrl(text) || protocolOf === 'data:' || protocolOf === 'devtools:'
}

/** The answer to one request of the window: a file from the list, or a refusal. */
export function answerPage(request: Pick<Request, 'method' | 'url'>, files: PageFiles): Response {
  if (request.method !== 'GET' || !isOurUrl(request.url)) return refuse(403)
  const { pathname } = new URL(request.url)
  const file = files.get(pathname === '/' ? '/index.html' : pathname)
  if (!file) return refuse(404)
  return new Response(new Uint8Array(file.body), {
    headers: { ...pageHeaders(), 'content-type': file.type, 'cache-control': cacheControl(file) },
  })
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: pageHeaders() })
}
