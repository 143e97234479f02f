import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Home } from '../daemons/estuary.ts'

/*
 * The core in a process of its own, so that its CPU time and its memory are its own and nobody else's.
 * Run as a program, this file is that process; imported, it starts and steers it.
 */

const visibleRows = 40

export interface Alone {
  pid: number
  /** Its window closes; the core goes on without one. */
  leave(): Promise<void>
  end(): Promise<void>
}

/** Starts a core that shows one window's worth of rows of that daemon; resolves when all of them are there. */
export async function startAlone(to: { port: number }, torrents: number): Promise<Alone> {
  const child = fork(import.meta.filename, [String(to.port), String(torrents)])
  const pid = child.pid
  if (pid === undefined) throw new Error('The core’s process did not start.')
  await answer(child)
  const tell = async (word: string): Promise<void> => {
    child.send(word)
    await answer(child)
  }
  return { pid, leave: () => tell('leave'), end: () => tell('end') }
}

async function answer(child: ChildProcess): Promise<void> {
  const settled = new AbortController()
  const { signal } = settled
  const died = once(child, 'exit', { signal }).then(() => {
    throw new Error('The core’s process ended.')
  })
  died.catch(() => {})
  try {
    await Promise.race([once(child, 'message', { signal }), died])
  } finally {
    settled.abort()
  }
}

async function run(port: number, torrents: number): Promise<void> {
  const home = new Home()
  const estuary = await home.open()
  await estuary.add({ host: '127.0.0.1', port }, 'crowd')
  await estuary.until('every row is there', () => estuary.rows.size === torrents, 120_000)
  const visible = [...estuary.rows.keys()].slice(0, visibleRows)
  await estuary.call('view.watch', { visible, selected: visible.slice(0, 1) })
  if (visible[0] !== undefined) estuary.look(visible[0])
  // What a real core does not have: the window's own copy of everything.
  estuary.forgetRows()
  process.on('message', (word) => {
    if (word === 'leave') estuary.leave()
    if (word !== 'end') return void process.send?.('done')
    void estuary.close().then(async () => {
      home.remove()
      process.send?.('done')
      await wait(50)
      process.exit()
    })
  })
  process.send?.('ready')
}

if (import.meta.main) await run(Number(process.argv[2]), Number(process.argv[3]))
