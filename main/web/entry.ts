import type { FastifyRequest } from 'fastify'
import type { Language } from '../../preload/contract/settings.ts'
import { tables } from '../../preload/words/all.ts'
import { proofPlace } from '../../preload/contract/proof.ts'

/** The name under which the page of the first visit carries the proof. */
const metaName = 'estuary-proof'

/** Where the script of that page is; it says nothing that anybody may not know. */
export const entryScriptPath = '/api/enter.js'

/**
 * What the first visit is answered with. A page of our own that goes on by itself, rather than a redirect: a redirect
 * could carry the proof in an address only, and a browser that followed a link on a foreign site sends no strict cookie
 * along with it.
 * @param proof of characters that need no escaping
 */
export function entryPage(proof: string, language: Language): string {
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<meta charset="utf-8">',
    '<meta name="color-scheme" content="light dark">',
    `<meta name="${metaName}" content="${proof}">`,
    '<title>Estuary</title>',
    `<noscript>${tables[language].sentences['door.script']}</noscript>`,
    `<script src="${entryScriptPath}"></script>`,
    '</html>',
    '',
  ].join('\n')
}

/** Keeps the proof in the origin's storage and goes on to the window, which says so if the proof could not be kept. */
export const entryScript = [
  'try {',
  `  localStorage.setItem('${proofPlace}', document.querySelector('meta[name="${metaName}"]').content)`,
  '} finally {',
  "  location.replace('/')",
  '}',
  '',
].join('\n')

/** Whether somebody goes to this address, rather than a page using it for an image, a frame or a script. */
export function isVisit(request: FastifyRequest): boolean {
  const use = request.headers['sec-fetch-dest']
  return use === undefined || use === 'document'
}

/** The token of a start address; null = it has none. */
export function tokenOf(request: FastifyRequest): string | null {
  const { token } = request.query as { token?: unknown }
  return typeof token === 'string' ? token : null
}
