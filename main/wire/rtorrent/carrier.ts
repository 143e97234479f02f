import type { Address } from '../../../preload/contract/address.ts'
import { say } from '../../../preload/words/sentences.ts'
import { Fault } from '../../lib/fault.ts'
import { WebServer } from '../http/exchange.ts'
import { basicAuthorization, webPlace } from '../http/place.ts'
import type { WantedPeer } from '../reaching.ts'
import { exchange } from '../scgi/exchange.ts'
import { nameOfPlain, type PlainPlace } from '../socket.ts'

export interface CarryOptions {
  contentType: string
  /** For all of it: connection, request and answer. */
  timeoutMs: number
  signal: AbortSignal
  /** Whether something is different after it. */
  changing: boolean
  /** Told as soon as the request may have reached the daemon. */
  onSent?: (() => void) | undefined
}

/** How requests get to a daemon: one exchange each. */
export interface Carrier {
  /** "host:port", a socket's path, or the web address: for sentences. */
  readonly peer: string
  /** SHA-256 of the certificate seen last (only over https), upper-case hex pairs with colons; null = none. */
  readonly identity: string | null
  /**
   * One request, and its answer's body.
   * @throws Fault 'unresolved', 'refused', 'unreachable', 'timeout', 'closed', 'tls', 'bad-login', 'web-ui',
   * 'not-a-daemon', 'protocol', 'too-large', 'invalid', or what whyNotTrusted says
   */
  carry(body: Uint8Array, options: CarryOptions): Promise<Uint8Array>
  /** Ends a connection that waits for the next request, where there is one. */
  close(): void
}

export interface CarrierOptions {
  address: Address
  /** For a web address; null = none. */
  login: { username: string; password: string } | null
  /** Asked with a certificate's fingerprint before anything is sent; null = it may be spoken to. */
  whyNotTrusted: (fingerprint: string) => Fault | null
}

const wanted: WantedPeer = {
  what: say('scgi.daemon'),
  refusedHint: say('scgi.refused.hint'),
  webHint: say('scgi.web.hint'),
}

/**
 * The way to a daemon; connects to nothing yet.
 * @throws Fault 'invalid' for TLS at a host and port, which no daemon of this kind has, and for what is no address
 */
export function openCarrier({ address, login, whyNotTrusted }: CarrierOptions): Carrier {
  if (address.way === 'unix') return scgiCarrier({ path: address.path })
  if (address.way === 'tcp') return scgiCarrier({ host: address.host, port: address.port })
  if (address.way === 'url') return webCarrier(address.url, login, whyNotTrusted)
  throw new Fault('invalid', say('scgi.no-tls'))
}

function scgiCarrier(place: PlainPlace): Carrier {
  return {
    peer: nameOfPlain(place),
    identity: null,
    carry: (body, options) => exchange(place, body, { ...options, wanted }),
    close: () => {},
  }
}

function webCarrier(
  url: string,
  login: CarrierOptions['login'],
  whyNotTrusted: CarrierOptions['whyNotTrusted'],
): Carrier {
  const place = webPlace(url)
  const authorization = login === null ? null : basicAuthorization(login)
  let identity: string | null = null
  const server = new WebServer(place, {
    wanted,
    authorization,
    whyNotTrusted(fingerprint) {
      identity = fingerprint
      return whyNotTrusted(fingerprint)
    },
  })
  return {
    peer: place.peer,
    get identity() {
      return identity
    },
    carry: (body, options) => server.post(body, options),
    close: () => server.close(),
  }
}
