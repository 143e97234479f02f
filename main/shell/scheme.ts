import { protocol, type Session } from 'electron'
import { cacheControl, pageHeaders, type PageFiles } from '../lib/page.ts'

const scheme = 'app'
const host = 'estuary'

/** The window's address. */
export const windowUrl = `${scheme}://${host}/index.html`

/** Must run before the app is ready: a scheme of our own that behaves like https, without any way around the policy. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built window's files, and nothing else, to this session. */
export function serveScheme(session: Session, files: PageFiles): void {
  session.protocol.handle(scheme, (request) => answerPage(request, files))
}

/** Whether an address is one of ours. Parsed, never compared by its beginning: app://estuary.evil is not ours. */
export function isOurUrl(text: string): boolean {
  const url = URL.parse(text)
  return url?.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === ''
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
