import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Manner, manners, SimulatedRtorrent } from '../fleet/rtorrent/daemon.ts'
import { House, type Program } from './house.ts'

const MB = 1_000_000
const mostMemoryBytes = 700 * MB
/** A sentence, whatever was sent. */
const longestMessage = 1_100

/** Writes a control character, as it is, for each ~. */
const withControls: Manner = (answer, socket) =>
  void socket.end(Buffer.from(answer.toString('latin1').replaceAll('~', '\u0001'), 'latin1'))

/** Values of a torrent that mean harm, each beside honest ones. */
const spoilt: Readonly<Record<string, Record<string, string | number>>> = {
  'a control character in its name': { 'd.name': 'one~two\u202e' },
  'a name of a megabyte': { 'd.name': 'x'.repeat(MB) },
  'a label that does not decode': { 'd.name': 'label', 'd.custom1': '%zz%ff'.repeat(10_000) },
  'sizes below nothing': { 'd.name': 'sizes', 'd.size_bytes': -5, 'd.bytes_done': -9e15, 'd.wanted_chunks': -1 },
  'figures beyond counting': {
    'd.name': 'figures',
    'd.ratio': Number.MAX_SAFE_INTEGER,
    'd.up.total': Number.MAX_SAFE_INTEGER,
    'd.load_date': Number.MAX_SAFE_INTEGER,
  },
  'a folder that is none': { 'd.name': 'folder', 'd.directory': '../../~', 'd.is_multi_file': 1 },
}

let house: House
let program: Program
const others: SimulatedRtorrent[] = []

beforeAll(async () => {
  house = new House()
  program = await house.start()
})
afterAll(async () => {
  await house.remove()
  await Promise.all(others.map((daemon) => daemon.close()))
})

async function add(name: string, daemon: SimulatedRtorrent): Promise<string> {
  others.push(daemon)
  const address = await daemon.listen()
  return (await program.call('daemons.add', { kind: 'rtorrent', name, address, username: '' })).id
}

async function neighbourServes(id: string): Promise<void> {
  for (let time = 0; time < 3; time += 1) {
    expect(program.daemon(id).link.state).toBe('live')
    await program.act(id)
  }
}

describe('daemons that are asked again and again', () => {
  it('and answer with nonsense are not connected, in a sentence each, and disturb nobody', async () => {
    const neighbour = await add('Neighbour', new SimulatedRtorrent({ torrents: 50 }))
    await program.untilLink(neighbour, 'live')
    const names = Object.keys(manners).filter((name) => name !== 'crumbs' && name !== 'silent')
    const ids = await Promise.all(
      names.map((name) => {
        const daemon = new SimulatedRtorrent({ torrents: 10 })
        daemon.manner = manners[name as keyof typeof manners]
        return add(name, daemon)
      }),
    )
    const problems = (): (string | null)[] =>
      ids.map((id) => program.daemons.find((one) => one.id === id)?.link.problem?.message ?? null)
    await program.until('each is given up', () => !problems().includes(null), 60_000)
    for (const message of problems()) expect(message?.length).toBeLessThan(longestMessage)
    await neighbourServes(neighbour)
    expect((await program.figures()).peakBytes).toBeLessThan(mostMemoryBytes)
  })

  it('and turn to nonsense later keep their lists, and are live again when they behave', async () => {
    const daemon = new SimulatedRtorrent({ torrents: 20 })
    const id = await add('Fickle', daemon)
    await program.untilLink(id, 'live')
    const turns: Manner[] = [manners.garbage, manners.crumbs]
    for (const manner of turns) {
      daemon.manner = manner
      if (manner !== manners.crumbs)
        await program.until('it is doubted', () => program.daemon(id).link.state !== 'live')
      expect(program.daemon(id).torrents).toBe(20)
      if (manner !== manners.crumbs) daemon.manner = null
      await program.untilLink(id, 'live', 60_000)
    }
    await neighbourServes(id)
  })

  it('and tell of torrents that mean harm have them in the list, each of a bounded size', async () => {
    const daemon = new SimulatedRtorrent({ torrents: 20 })
    for (const [at, values] of Object.values(spoilt).entries()) {
      daemon.engine.add(at.toString(16).padStart(40, 'A').toUpperCase(), values)
    }
    daemon.engine.add('no hash', { 'd.name': 'nobody' })
    daemon.manner = withControls
    const id = await add('Spoilt', daemon)
    await program.untilLink(id, 'live')
    await program.until('all are there', () => program.daemon(id).torrents === 20 + Object.keys(spoilt).length)
    await neighbourServes(id)
    expect((await program.figures()).peakBytes).toBeLessThan(mostMemoryBytes)
    expect(house.databaseBytes).toBeLessThan(20 * MB)
  })
})
