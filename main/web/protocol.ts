import type { Problem } from '../../preload/contract/errors.ts'

/*
 * THE WEB DOOR'S PROTOCOL
 *
 * All of it on one origin, http://127.0.0.1:PORT. Whoever calls this machine by another name than 127.0.0.1 or
 * localhost is answered 421, before anything else is looked at.
 *
 * GET /?token=…       The first visit: spends the token, sets the session cookie (HttpOnly, SameSite=Strict) and answers
 *                     with a page that has the session's proof in <meta name="estuary-proof" content="PROOF"> and whose
 *                     script (GET /api/enter.js) puts it into localStorage and goes on to "/". The proof is in no other
 *                     answer. 401 = the token is wrong or spent; 429 = and there were many of those.
 *
 * Every other request needs the cookie, and with it gets the window's files and nothing else. Calls also need the
 * proof in the header x-estuary-proof, a socket says it first: the cookie alone, which a browser also sends to other
 * ports of this machine, is answered 401.
 *
 * GET /api/session    204 = session and proof are good; 401 = they are not (the program was started anew): a page that
 *                     lost its socket asks here whether trying again makes sense.
 *
 * POST /api/call      Content-Type: application/json, body {"name": …, "args": …}. The reply's body is always an
 *                     Answer: {"ok": true, "value": …} or {"ok": false, "error": Problem}. Status 200 = the core
 *                     answered (with success or failure); 401 = no session or no proof; 403 = foreign origin; 413 = body too
 *                     large, or of more parts than any call has; 415, 400 = not such a body.
 *                     Header x-estuary-page: PAGE makes it a call of that page, which a person looks at, so that
 *                     view.watch and the feeds belong together. A page that is not (or no longer) connected is
 *                     answered 'unauthorized', with status 200.
 *                     Without the header a program calls (a script, curl): the call stands alone, what it watches is
 *                     forgotten with the answer, and it is never taken for an open window: calls that only a person
 *                     may make are refused.
 *
 * GET /api/feeds      WebSocket. One page of a browser = one socket = one window that is open. Messages are JSON texts
 *                     of at most 4096 bytes from the client.
 *   client: {"proof": PROOF}                       first, within ten seconds
 *   server: {"hello": {"page": PAGE}}              then; PAGE goes into the header of this page's calls
 *   client: {"on": FEED, "id": N, "args": …}       begins a feed with its present state. N is the page's own number
 *                                                  for it, a whole one from 1 to 2^53 - 1, so that one feed may be on
 *                                                  several times, with other arguments. Under a number that is on
 *                                                  already, the old feed ends without a word. At most 64 are on at once
 *   client: {"off": N}                             ends it; what was on its way may still come. There may be none
 *   server: {"id": N, "item": …}                   in the order in which they arose
 *   server: {"id": N, "end": Problem}              the feed has ended by itself, or could not begin (no such feed, its
 *                                                  arguments do not fit, too many are on): nothing more comes under N
 *   The server pings; who does not answer is gone. Whoever comes back gets a new PAGE and begins all feeds anew. Closing
 *   codes:
 *   1001 the program is ending · 1009 a message was too large · 4000 a message was not one of these ·
 *   4001 too many pages · 4002 the page reads too slowly (it may come back) · 4003 no proof, or not in time
 *
 * POST /api/address   {"url": …}, a fresh start address, for a second start over the same data: header x-estuary-key is
 *                     the key in that folder, and no session is needed; 401 = it is not.
 */

export type ServerMessage = { hello: { page: string } } | { id: number; item: unknown } | { id: number; end: Problem }

/** Name and arguments are whatever came: the core checks them. */
export type ClientMessage = { on: unknown; id: number; args: unknown } | { off: number }

/** So long may a socket be open without its proof. */
export const longestUnprovenMs = 10_000

/** The largest message that a page may send, in bytes. */
export const mostMessageBytes = 4096

export const closeCodes = { ending: 1001, nonsense: 4000, tooMany: 4001, tooSlow: 4002, unproven: 4003 } as const

/** The header that ties a call to a page. */
export const pageHeader = 'x-estuary-page'
