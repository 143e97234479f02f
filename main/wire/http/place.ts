import { say } from '../../../preload/words/sentences.ts'
import { Fault } from '../../lib/fault.ts'

/** Where a web server is, taken apart. */
export interface WebPlace {
  /** Without its login, for sentences. */
  peer: string
  isTls: boolean
  /** IPv6 without brackets. */
  host: string
  port: number
  /** With what stands behind a question mark. */
  path: string
}

/**
 * A web address taken apart.
 * @throws Fault 'invalid' for what is no http(s) address, and for one that holds a login: it would be shown and kept
 * where addresses are
 */
export function webPlace(address: string): WebPlace {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new Fault('invalid', say('peer.address', { peer: address }))
  }
  if (url.username !== '' || url.password !== '') throw new Fault('invalid', say('web.login-within'))
  const isTls = url.protocol === 'https:'
  return {
    peer: `${url.protocol}//${url.host}${url.pathname}`,
    isTls,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
    path: url.pathname + url.search,
  }
}

/**
 * What HTTP's basic scheme makes of a name and its password.
 * @throws Fault 'invalid' for a name with a colon, behind which the password would begin
 */
export function basicAuthorization({ username, password }: { username: string; password: string }): string {
  if (username.includes(':')) throw new Fault('invalid', say('web.name-colon'))
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`
}
