import type { NetworkInterfaceInfo } from 'node:os'
import type { Clock } from '../lib/clock.ts'

/** Electron has no event for it; looking costs next to nothing. */
const lookMs = 5_000

export interface NetworkOptions {
  clock: Clock
  /** false = there surely is no network (net.isOnline). */
  isOnline: () => boolean
  /** This machine's addresses (os.networkInterfaces). */
  interfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]>
  /** It came back, or is another one. */
  onChange: () => void
}

/** Watches for a network that comes back or is another one: another Wi-Fi, a cable, a tunnel. The returned function ends it. */
export function watchNetwork({ clock, isOnline, interfaces, onChange }: NetworkOptions): () => void {
  let wasOnline = isOnline()
  let before = addressesOf(interfaces())
  return clock.every(lookMs, () => {
    const online = isOnline()
    const now = addressesOf(interfaces())
    const isBack = online && !wasOnline
    const isAnother = now !== before && now !== ''
    wasOnline = online
    before = now
    if (online && (isBack || isAnother)) onChange()
  })
}

/** Addresses by which other machines are reached, in one text; the temporary ones of IPv6 come and go by themselves. */
function addressesOf(all: NodeJS.Dict<NetworkInterfaceInfo[]>): string {
  const found = Object.entries(all).flatMap(([name, list]) =>
    (list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => `${name} ${address}`),
  )
  return found.sort().join()
}
