import { writeAddress, type Address } from '../../../preload/contract/address.ts'
import type { CallArgs } from '../../../preload/contract/calls.ts'
import type { Daemon, Trial } from '../../../preload/contract/daemons.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { dayMs, hourMs } from './figures.ts'
import { deluge } from './kinds.ts'
import { Refusal } from './refusal.ts'

const GiB = 1024 ** 3
const TiB = 1024 * GiB

/** A certificate's fingerprint, made from two figures. */
function fingerprint(step: number, start: number): string {
  const bytes = Array.from({ length: 32 }, (_, i) => (i * step + start) % 256)
  return bytes.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')
}

export const fingerprints = {
  nas: fingerprint(37, 11),
  seedbox: fingerprint(29, 3),
  attic: fingerprint(61, 17),
  office: fingerprint(91, 5),
  officeNew: fingerprint(53, 7),
}

export function at(host: string, port = 58846): Address {
  return { way: 'tls', host, port }
}

function daemon(id: string, name: string, mark: number, now: number, more: Partial<Daemon>): Daemon {
  return {
    id,
    kind: deluge.id,
    name,
    address: at(`${name}.example`),
    username: 'admin',
    hasPassword: true,
    mark,
    certificate: { fingerprint: fingerprints.nas, trustedAt: now - 17 * dayMs },
    link: { state: 'live', since: now - 3 * hourMs, problem: null, retryAt: null },
    lastSeenAt: now,
    version: '2.2.0',
    level: 10,
    cannot: {},
    latencyMs: 3,
    torrents: 0,
    shortage: null,
    isFolderMissing: false,
    downBytesPerSecond: 0,
    upBytesPerSecond: 0,
    freeBytes: null,
    folder: '/srv/torrents',
    twin: null,
    mappings: [],
    ...more,
  }
}

const partOnly: Problem = {
  code: 'level',
  message: 'rob has level 5: Deluge lists only this account’s own torrents and shared ones.',
  retry: 'after-change',
}

const lowLevel: Problem = {
  code: 'level',
  message: 'Accounts need level 10, and rob has level 5 on seedbox. Connect as another account.',
  retry: 'after-change',
  details: { have: 5, need: 10 },
}

/** The four daemons of the pictures: two live, one between tries, one whose certificate changed. */
export function fourDaemons(now: number): Daemon[] {
  const waiting = {
    state: 'waiting',
    since: now - 2 * 60_000,
    problem: { code: 'unreachable', message: 'attic cannot be reached. Is it switched on?', retry: 'later' },
    retryAt: now + 8_000,
  } as const
  const refused = {
    state: 'refused',
    since: now - 5 * hourMs,
    problem: {
      code: 'certificate-changed',
      message: 'office shows another certificate than the one trusted on 12 Oct. Compare the two before you trust it.',
      retry: 'after-change',
      details: { trusted: fingerprints.office, seen: fingerprints.officeNew },
    },
    retryAt: null,
  } as const
  return [
    daemon('nas0', 'nas', 0, now, { address: at('nas.home'), freeBytes: 2.1 * TiB }),
    daemon('seedbox0', 'seedbox', 1, now, {
      address: at('sb.example.net'),
      username: 'rob',
      certificate: { fingerprint: fingerprints.seedbox, trustedAt: now - 17 * dayMs },
      version: '2.1.1',
      level: 5,
      cannot: { 'list-all': partOnly, accounts: lowLevel },
      latencyMs: 41,
      freeBytes: 318 * GiB,
      folder: '/srv/film/incoming',
    }),
    daemon('attic0', 'attic', 2, now, {
      address: at('10.0.0.9'),
      username: 'localclient',
      certificate: { fingerprint: fingerprints.attic, trustedAt: now - 17 * dayMs },
      version: '2.0.3',
      latencyMs: null,
      lastSeenAt: now - 2 * 60_000 - 4_000,
      link: { ...waiting },
    }),
    daemon('office0', 'office', 3, now, {
      address: at('office.example'),
      username: 'rob',
      version: null,
      level: null,
      latencyMs: null,
      lastSeenAt: null,
      folder: null,
      certificate: { fingerprint: fingerprints.office, trustedAt: now - 40 * dayMs },
      link: { ...refused },
    }),
  ]
}

/** Two that wait for a decision: one met while no window was open, and one that is another's twin. */
export function undecided(now: number): Daemon[] {
  const refused = (code: 'certificate-unknown' | 'twin', message: string, details: Record<string, unknown>) => ({
    link: {
      state: 'refused' as const,
      since: now - 5 * hourMs,
      problem: { code, message, retry: 'after-change' as const, details },
      retryAt: null,
    },
    lastSeenAt: null,
    version: null,
    level: null,
    latencyMs: null,
    folder: null,
  })
  return [
    ...fourDaemons(now).slice(0, 2),
    daemon('barn0', 'barn', 2, now, {
      address: at('barn.example.org'),
      username: 'rob',
      certificate: null,
      ...refused(
        'certificate-unknown',
        'barn is met for the first time. Review its certificate to connect; nothing was sent.',
        { seen: fingerprints.officeNew },
      ),
    }),
    daemon('box0', 'box', 3, now, {
      address: at('10.0.0.2'),
      username: 'rob',
      twin: 'nas0',
      ...refused(
        'twin',
        'box shows the certificate of nas, so both are the same daemon. Keep both, or remove one of them.',
        { twin: 'nas0' },
      ),
    }),
  ]
}

/** Tries a daemon: nobody is at the host nowhere, and the password wrong is refused. Only the real kind has an identity. */
export function tryDaemon({ id, kind, address, password, fingerprint }: CallArgs<'daemons.test'>): Trial {
  const place = writeAddress(address)
  if (place.startsWith('nowhere')) {
    throw new Refusal('unresolved', 'There is no machine named nowhere. Check the spelling.')
  }
  if (kind === deluge.id && id === undefined && fingerprint === undefined) {
    throw new Refusal('certificate-unknown', `${place} is met for the first time.`, { seen: fingerprints.nas })
  }
  if (password === 'wrong') throw new Refusal('bad-login', `${place} refused the user name or the password.`)
  const own = kind === deluge.id ? { level: 10, fingerprint: fingerprints.nas } : { level: null, fingerprint: null }
  return { version: '2.2.0', cannot: {}, latencyMs: 12, torrents: 7, ...own }
}

/** One that is not heard of any more. */
export function silenced(daemon: Daemon, now: number): Daemon {
  if (daemon.link.state !== 'live') return daemon
  const link = { state: 'stale', since: now - 90_000, problem: null, retryAt: null } as const
  return { ...daemon, lastSeenAt: now - 95_000, link }
}
