import { Dice, makeTorrent, type MadeTorrent, type PlannedFile } from './torrents.ts'
import type { Witness } from './witness.ts'

const words =
  'harbour archive lecture concert dataset atlas kernel museum garden radio letters survey orbit glacier theatre 雪国 Ærø Łódź москва 🌊 2160p FLAC scans (1987) [mirror] part'.split(
    ' ',
  )
const trackers = [
  'http://tracker.first.example/announce',
  'https://tracker.second.example:443/announce',
  'udp://tracker.third.example:6969/announce',
  'http://open.fourth.example.co.uk:8080/announce',
]
export const labels = ['films', 'music', 'books', 'linux', 'misc'] as const

function someFiles(dice: Dice, sizeBytes: number): PlannedFile[] {
  const count = dice.between(2, 12)
  const share = Math.floor(sizeBytes / count)
  return Array.from({ length: count }, (_, index) => ({
    path: index % 3 ? [`disc ${index % 3}`, `${dice.pick(words)} ${index}.bin`] : [`${dice.pick(words)} ${index}.bin`],
    sizeBytes: index === count - 1 ? sizeBytes - share * (count - 1) : share,
  }))
}

/** The torrent of that number in an endless, always equal, varied collection; nothing of it is on any disk. */
export function torrentNumber(index: number): MadeTorrent {
  const dice = new Dice(index + 1)
  // The first throws of neighbouring seeds are alike.
  for (let warm = 0; warm < 8; warm += 1) dice.next()
  const name = `${Array.from({ length: dice.between(2, 6) }, () => dice.pick(words)).join(' ')} ${String(index).padStart(5, '0')}`
  const pieceBytes = 2 ** dice.pick([15, 16, 18, 20, 22])
  const pieceCount = dice.between(1, 400)
  const sizeBytes = pieceBytes * (pieceCount - 1) + dice.between(16, pieceBytes)
  const tier = dice.between(0, trackers.length)
  return makeTorrent({
    name,
    content: dice.next() < 0.5 ? sizeBytes : someFiles(dice, sizeBytes),
    pieceBytes,
    trackers: trackers.slice(tier, tier + dice.between(1, 3)),
    private: dice.next() < 0.2,
    ...(dice.next() < 0.3 ? { comment: `Number ${index}, größer` } : {}),
    seed: index + 1,
  })
}

/** The label that the collection gives its torrent of that number; empty = none. */
export function labelOfNumber(index: number): string {
  return index % 6 === 5 ? '' : (labels[index % 6] ?? '')
}

export interface FillOptions {
  /** Number of the first torrent of the collection; absent = 0. */
  first?: number
  /** Sets labels, too (the daemon needs the Label plugin): slow beyond some thousands. */
  withLabels?: boolean
}

/** Adds that many paused torrents, many requests under way at once; the hashes in the collection's order. */
export async function fill(witness: Witness, count: number, options: FillOptions = {}): Promise<string[]> {
  const { first = 0, withLabels = false } = options
  if (withLabels) {
    const known = (await witness.call('label.get_labels')) as string[]
    for (const label of labels) if (!known.includes(label)) await witness.call('label.add', label)
  }
  const hashes: string[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) {
      const place = next++
      const torrent = torrentNumber(first + place)
      await witness.call('core.add_torrent_file', `${torrent.name}.torrent`, torrent.base64, { add_paused: true })
      hashes[place] = torrent.hash
      const label = labelOfNumber(first + place)
      if (withLabels && label) await witness.call('label.set_torrent', torrent.hash, label)
    }
  }
  await Promise.all(Array.from({ length: Math.min(64, count) }, worker))
  return hashes
}
