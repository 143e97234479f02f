import { WireFloat, type WireInput } from '../../../main/wire/deluge/rencode.ts'
import { Random } from './random.ts'
import type { FileEntry, Torrent } from './torrent.ts'

/** The torrent's files: made up at the first question, kept from then on because they can be renamed. */
export function filesOf(torrent: Torrent): FileEntry[] {
  torrent.files ??= makeFiles(torrent)
  return torrent.files
}

/** A torrent is called as the first part of its first file's path is (observed on 2.0.3 and 2.2.0). */
export function followFiles(torrent: Torrent, firstBefore: string): void {
  const [before, now] = [firstBefore, filesOf(torrent)[0]?.path ?? ''].map((path) => path.split('/')[0] ?? '')
  if (now !== undefined && now !== before) torrent.name = now
}

function makeFiles(torrent: Torrent): FileEntry[] {
  const { fileCount, name, sizeBytes } = torrent
  if (torrent.fileEnding === '') return [{ index: 0, path: name, size: sizeBytes, offset: 0 }]
  const random = new Random(torrent.seed ^ 0x0f11e5)
  const weights = Array.from({ length: fileCount }, () => random.skewed(1, 30))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const digits = String(fileCount).length
  let offset = 0
  return weights.map((weight, index) => {
    const last = index === fileCount - 1
    const size = last ? sizeBytes - offset : Math.min(sizeBytes - offset, Math.floor((sizeBytes * weight) / sum))
    const folder = fileCount > 20 ? `part ${1 + Math.floor(index / 10)}/` : ''
    const path = `${name}/${folder}${String(index + 1).padStart(digits, '0')}.${torrent.fileEnding}`
    const entry = { index, path, size, offset }
    offset += size
    return entry
  })
}

export function prioritiesOf(torrent: Torrent): number[] {
  torrent.priorities ??= filesOf(torrent).map(() => 4)
  return torrent.priorities
}

/** 0…1 per file: the first ones are further along, and together they hold what the torrent holds. */
export function fileProgress(torrent: Torrent): WireFloat[] {
  let left = torrent.doneBytes
  return filesOf(torrent).map(({ size }) => {
    const here = Math.min(size, left)
    left -= here
    return new WireFloat(size === 0 ? 1 : here / size)
  })
}

/**
 * One number per piece: 0 missing, 1 available, 2 coming, 3 have. null while seeding and without metadata (observed on
 * Deluge 2.0.3 and 2.2.0).
 */
export function piecesOf(torrent: Torrent): number[] | null {
  if (torrent.finished || !torrent.hasMetadata) return null
  const random = new Random(torrent.seed ^ 0x91ece5)
  const count = torrent.pieceCount
  const share = torrent.doneBytes / torrent.sizeBytes
  const pieces = Array.from({ length: count }, (): number => (random.unit() < share ? 3 : 0))
  if (torrent.downRate === 0) return pieces
  for (let i = 0; i < count; i++) if (pieces[i] === 0) pieces[i] = i % 37 === 0 ? 2 : 1
  return pieces
}

const clients = ['libtorrent 2.0.8', 'Transmission 4.0.6', 'qBittorrent 4.6.4', 'Deluge 2.1.1', 'μTorrent 3.5.5', '']
const countries = ['DE', 'FR', 'JP', 'BR', 'NZ', 'SE', '  ']

/** Partners, from addresses that are reserved for examples. `seed` is 1024 or 0, and ip holds the port behind a colon, without brackets (observed). */
export function peersOf(torrent: Torrent): WireInput[] {
  if (!torrent.running) return []
  const random = new Random(torrent.seed ^ 0x9ee25)
  const count = torrent.seeds + torrent.peers
  return Array.from({ length: count }, (_, i) => {
    const seed = i < torrent.seeds
    const host = random.chance(0.2)
      ? `2001:db8::${random.hex(4)}`
      : `${random.pick(['192.0.2', '198.51.100', '203.0.113'])}.${random.int(1, 254)}`
    return {
      client: random.pick(clients),
      country: random.pick(countries),
      down_speed: seed ? Math.round((torrent.downRate / torrent.seeds) * random.between(0.4, 1.4)) : 0,
      ip: `${host}:${random.int(1024, 65_535)}`,
      progress: new WireFloat(seed ? 1 : random.unit()),
      seed: seed ? 1024 : 0,
      up_speed: seed ? 0 : Math.round((torrent.upRate / Math.max(1, torrent.peers)) * random.between(0.3, 1.5)),
    }
  })
}

/**
 * 19 fields per tracker, some null, one nested (observed shape of 2.0.3 with libtorrent 2); of a list that somebody set
 * only what was set.
 */
export function trackersOf(torrent: Torrent): WireInput[] {
  const { tiers } = torrent
  if (tiers) return torrent.trackers.map((url, at) => ({ url, tier: tiers[at] ?? 0 }))
  return torrent.trackers.map((url, tier) => ({
    url,
    trackerid: '',
    tier,
    fail_limit: 0,
    source: 1,
    verified: tier === 0 && torrent.trackerStatus === 'Announce OK',
    message: '',
    last_error: { value: 0, category: '' },
    next_announce: null,
    min_announce: null,
    scrape_incomplete: 0,
    scrape_complete: 0,
    scrape_downloaded: 0,
    fails: torrent.trackerStatus.startsWith('Error') ? 1 : 0,
    updating: false,
    start_sent: torrent.running,
    complete_sent: false,
    endpoints: [],
    send_stats: true,
  }))
}

const hosts = new Map<string, string>()

/**
 * What tracker_host says: the last two labels, three under a short second level (co.uk…), an address as it is, "" without
 * tracker (observed).
 */
export function hostOf(url: string | undefined): string {
  if (!url) return ''
  const known = hosts.get(url)
  if (known !== undefined) return known
  const host = shortHost(url)
  if (hosts.size < 10_000) hosts.set(url, host)
  return host
}

function shortHost(url: string): string {
  if (!URL.canParse(url)) return ''
  const host = new URL(url.replace(/^udp:/, 'http:')).hostname
  if (/^[\d.]+$/.test(host) || host.includes(':')) return host
  const labels = host.split('.')
  const short = labels.length > 2 && ['co', 'com', 'net', 'org'].includes(labels.at(-2)!)
  return labels.slice(short ? -3 : -2).join('.')
}
