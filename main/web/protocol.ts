import type { FeedName } from '../../preload/contract/feeds.ts'
import type { Problem } from '../../preload/contract/errors.ts'

/*
 * THE WEB DOOR'S PROTOCOL
 *
 * All of it on one origin, http://127.0.0.1:PORT. Every request needs the session cookie except the first visit,
 * GET /?token=…, which spends the token, sets the cookie (HttpOnly, SameSite=Strict) and redirects to "/".
 *
 * GET /api/session    204 = the session lives; 401 = it is over (the program was started anew): a page that lost its
 *                     socket asks here whether trying again makes sense.
 *
 * POST /api/call      Content-Type: application/json, body {"name": …, "args": …}. The reply's body is always an
 *                     Answer: {"ok": true, "value": …} or {"ok": false, "error": Problem}. Status 200 = the core
 *                     answered (with success or failure); 401 = no session; 403 = foreign origin; 413 = body too
 *                     large; 415, 400 = not such a body.
 *                     Header x-estuary-page: PAGE makes it a call of that page, so that view.watch and the feeds
 *                     belong together. Without the header, the call stands alone and what it watches is forgotten.
 *                     A page that is not (or no longer) connected is answered 'unauthorized', with status 200.
 *
 * GET /api/feeds      WebSocket. One page of a browser = one socket. Messages are JSON texts.
 *   server: {"hello": {"page": PAGE}}      first; PAGE goes into the header of this page's calls
 *   client: {"on": FEED}                   begins a feed with its present state; again while it is on = begins anew
 *   client: {"off": FEED}                  ends it
 *   server: {"feed": FEED, "item": …}      in the order in which they arose
 *   server: {"feed": FEED, "problem": …}   "on" failed
 *   The server pings; who does not answer is gone. Closing codes:
 *   1001 the program is ending · 4000 a message was not one of these · 4001 too many pages ·
 *   4002 the page reads too slowly (it may come back and begins anew)
 */

export interface Hello {
  hello: { page: string }
}

export type ServerMessage = Hello | { feed: FeedName; item: unknown } | { feed: FeedName; problem: Problem }

export type ClientMessage = { on: FeedName } | { off: FeedName }

export const closeCodes = { ending: 1001, nonsense: 4000, tooMany: 4001, tooSlow: 4002 } as const

/** The header that ties a call to a page. */
export const pageHeader = 'x-estuary-page'
