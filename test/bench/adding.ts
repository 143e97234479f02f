import { setTimeout as wait } from 'node:timers/promises'
import { lookedAt } from '../daemons/certificate.ts'
import { accounts } from '../daemons/config.ts'
import { startDeluged } from '../daemons/deluged.ts'
import { Home, type Estuary } from '../daemons/estuary.ts'
import { makeTorrent, type MadeTorrent } from '../daemons/torrents.ts'
import { openWitness, type Witness } from '../daemons/witness.ts'
import { type BenchRow, type BenchTable, known, milliseconds, quantile, spread, type Spread } from './figures.ts'

const count = 100
const runs = 5
/** Until a daemon has put away what it was asked before. */
const restMs = 2_000
const paused = { add_paused: true }

/** A hundred torrents that nobody has added yet. */
function aHundred(seed: number): MadeTorrent[] {
  return Array.from({ length: count }, (_, at) => {
    const content = [
      { path: ['one.bin'], sizeBytes: 3_000_000 },
      { path: ['two', 'two.bin'], sizeBytes: 40_000 + at },
    ]
    return makeTorrent({ name: `Added ${seed}-${at}`, content, seed: seed * 1_000 + at })
  })
}

interface Taken {
  /** Until the last answer. */
  answeredMs: number
  /** Round trips of somebody else meanwhile, in ms. */
  others: number[]
}

interface Ours extends Taken {
  /** Until the last row. */
  listedMs: number
}

async function addHere(estuary: Estuary, daemon: string, other: Witness, made: readonly MadeTorrent[]): Promise<Ours> {
  await other.beat(10)
  const begun = performance.now()
  await Promise.all(
    made.map(({ name, base64 }) => {
      const source = { kind: 'file', name: `${name}.torrent`, content: base64 } as const
      return estuary.call('torrents.add', { daemon, source, paused: true })
    }),
  )
  const answeredMs = performance.now() - begun
  await estuary.until('every one is listed', () => made.every(({ hash }) => estuary.row(daemon, hash)))
  const listedMs = performance.now() - begun
  return { answeredMs, listedMs, others: await other.rest() }
}

/** Deluge's own client, one after the other, as its console does. */
async function addSingly(witness: Witness, other: Witness, made: readonly MadeTorrent[]): Promise<Taken> {
  await other.beat(10)
  let first = Number.NaN
  let last = Number.NaN
  for (const { name, base64 } of made) {
    const { sentAt, answeredAt } = await witness.timed('core.add_torrent_file', `${name}.torrent`, base64, paused)
    if (Number.isNaN(first)) first = sentAt
    last = answeredAt
  }
  return { answeredMs: last - first, others: await other.rest() }
}

/** Deluge's own client, all in one call, as its windows do. */
async function addTogether(witness: Witness, other: Witness, made: readonly MadeTorrent[]): Promise<Taken> {
  const files = made.map(({ name, base64 }) => [`${name}.torrent`, base64, paused])
  await other.beat(10)
  const { sentAt, answeredAt } = await witness.timed('core.add_torrent_files', files)
  return { answeredMs: answeredAt - sentAt, others: await other.rest() }
}

/** A hundred torrents added to a real daemon: here, and by Deluge's own client, turn by turn at the same daemon. */
export async function benchAdding(say: (line: string) => void): Promise<BenchTable[]> {
  say(`Adding ${count} torrents…`)
  const daemon = await startDeluged()
  const witness = await openWitness(daemon)
  const other = await openWitness(daemon)
  const home = new Home()
  const estuary = await home.open()
  const ours: Ours[] = []
  const singly: Taken[] = []
  const together: Taken[] = []
  try {
    const id = await estuary.add(daemon, 'nas', accounts.admin, await lookedAt(daemon))
    await estuary.untilLink(id, 'live')
    for (let turn = 0; turn < runs; turn += 1) {
      const clear = async (): Promise<void> => {
        await witness.call('core.remove_torrents', await witness.hashes(), false)
        await estuary.until('none is left', () => estuary.rows.size === 0)
        await wait(restMs)
      }
      ours.push(await addHere(estuary, id, other, aHundred(turn * 3)))
      await clear()
      singly.push(await addSingly(witness, other, aHundred(turn * 3 + 1)))
      await clear()
      together.push(await addTogether(witness, other, aHundred(turn * 3 + 2)))
      await clear()
    }
  } finally {
    await estuary.close()
    home.remove()
    await other.close()
    await witness.close()
    await daemon.dispose()
  }
  return [{ title: `Adding ${count} torrents`, notes, rows: rowsOf(ours, singly, together) }]
}

const notes = [
  `Medians of ${runs}; files of two files each, at once through one call each, at a real daemon.`,
  'Reference: Deluge’s own client at the same daemon, turn by turn. Others wait: a third client’s daemon.info meanwhile.',
]

function rowsOf(ours: readonly Ours[], singly: readonly Taken[], together: readonly Taken[]): BenchRow[] {
  const middle = (all: readonly Taken[]): number =>
    quantile(
      all.map(({ answeredMs }) => answeredMs),
      0.5,
    )
  const waits = (all: readonly Taken[]): Spread => spread(all.flatMap(({ others }) => others))
  const references = [
    ['one after the other', singly],
    ['all in one call', together],
  ] as const
  const answers = references.map(([how, theirs]) => ({
    what: `every answer; reference: ${how}`,
    ours: milliseconds(middle(ours)),
    goal: '≤ 1,500 ms',
    reference: milliseconds(middle(theirs)),
    ratio: middle(ours) / middle(theirs),
  }))
  const listed = quantile(
    ours.map(({ listedMs }) => listedMs),
    0.5,
  )
  return [
    ...answers,
    { what: 'every row', ours: milliseconds(listed), goal: '≤ 1,500 ms' },
    ...(['p95', 'max'] as const).map((which) => ({
      what: `others wait, ${which}; reference: one after the other`,
      ours: milliseconds(waits(ours)[which]),
      reference: milliseconds(waits(singly)[which]),
      ratio: waits(ours)[which] / waits(singly)[which],
    })),
  ].map(known)
}
