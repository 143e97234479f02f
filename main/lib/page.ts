import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from './fault.ts'

/** One file of the built window, as every door serves it. */
export interface PageFile {
  readonly body: Buffer
  readonly type: string
  readonly etag: string
  /** Its name carries a hash of its content, so it may be kept for ever. */
  readonly immutable: boolean
}

/** Every file of the built window by its URL path ('/index.html', '/assets/…'). */
export type PageFiles = ReadonlyMap<string, PageFile>

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
}

/**
 * Reads the built window into memory. Doors look paths up in this list and never join a path that came from
 * outside, so there is nothing to traverse. A file of a kind that is not in the table is left out.
 * Fails with Fault 'not-found' when the window was not built.
 */
export async function readPageFiles(folder: string): Promise<PageFiles> {
  const files = new Map<string, PageFile>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const reading = entries.map(async (entry) => {
    const type = types[extname(entry.name)]
    // A link is no file here: nothing outside of the folder is served.
    if (!type || !entry.isFile()) return
    const place = join(entry.parentPath, entry.name)
    const body = await readFile(place)
    const path = `/${relative(folder, place).replaceAll('\\', '/')}`
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    files.set(path, { body, type, etag, immutable: path.startsWith('/assets/') })
  })
  await Promise.all(reading)
  if (!files.has('/index.html')) {
    throw new Fault('not-found', say('start.unbuilt', { folder }))
  }
  return files
}

/**
 * The headers of everything that a door serves. No inline script or style, nothing from elsewhere, no framing, no
 * referrer; HTML only through Svelte's own trusted-types policy.
 * @param sockets further places the page may connect to ('ws://127.0.0.1:1234'): 'self' does not cover WebSockets in
 * every browser.
 */
export function pageHeaders(sockets: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...sockets].join(' ')}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html',
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'x-robots-tag': 'noindex',
  }
}

/** How long a file may be kept: hashed names for ever, everything else is asked for again. */
export function cacheControl(file: PageFile): string {
  if (file.immutable) return 'public, max-age=31536000, immutable'
  return file.type.startsWith('text/html') ? 'no-store' : 'no-cache'
}
