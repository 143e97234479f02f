import * as v from 'valibot'

/*
 * Where a daemon is. Which of these a kind of daemon has, and what its form asks for, is said by the kind
 * (contract/kinds).
 */

const host = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'Give a host name or an IP address.'),
  v.maxLength(255, 'A host name has at most 255 characters.'),
  v.regex(/^[^\s/@\[\]]+$/, 'A host name has no spaces, slashes or brackets.'),
)
const port = v.pipe(
  v.number('A port is a number from 1 to 65535.'),
  v.integer('A port is a number from 1 to 65535.'),
  v.minValue(1, 'A port is a number from 1 to 65535.'),
  v.maxValue(65535, 'A port is a number from 1 to 65535.'),
)
const path = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(4096, 'A path has at most 4096 characters.'),
  v.regex(/^(\/|[A-Za-z]:[\\/])/, 'Give the whole path of the socket.'),
)
const url = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(2048, 'An address has at most 2048 characters.'),
  v.regex(/^https?:\/\/[^\s/]+/i, 'An address begins with http:// or https://'),
)

/** Ways to a daemon: TLS or plain TCP at a host and port, a socket in the file system, or a web address. */
export const ways = ['tls', 'tcp', 'unix', 'url'] as const
export type Way = (typeof ways)[number]

export const AddressSchema = v.variant('way', [
  v.object({ way: v.literal('tls'), host, port }),
  v.object({ way: v.literal('tcp'), host, port }),
  v.object({ way: v.literal('unix'), path }),
  v.object({ way: v.literal('url'), url }),
])
export type Address = v.InferOutput<typeof AddressSchema>

/** Whether a host is this machine by its name or address alone. */
export function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host)
}

/** Whether an address leads to this machine, as far as can be seen from it: it may be the near end of a tunnel. */
export function isOfThisMachine(address: Address): boolean {
  if (address.way === 'unix') return true
  if (address.way !== 'url') return isThisMachine(address.host)
  return isThisMachine(
    /^https?:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:]*)/i.exec(address.url)?.[1]?.replace(/^\[|\]$/g, '') ?? '',
  )
}

/** Whether two addresses are one and the same place, as far as can be seen from here. */
export function sameAddress(one: Address, other: Address): boolean {
  return spelled(one) === spelled(other)
}

function spelled(address: Address): string {
  if (address.way === 'unix') return `unix ${address.path}`
  if (address.way === 'url') return `url ${address.url}`
  return `${address.way} ${address.host.toLowerCase()} ${address.port}`
}

/** An address as people write it: IPv6 in brackets, the port left out where it is the usual one. */
export function writeAddress(address: Address, usualPort: number | null = null): string {
  if (address.way === 'unix') return address.path
  if (address.way === 'url') return address.url
  const { host: name, port: number } = address
  const shown = name.includes(':') ? `[${name}]` : name
  return number === usualPort ? shown : `${shown}:${number}`
}
