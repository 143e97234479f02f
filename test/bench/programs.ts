import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Page } from 'playwright-core'
import { certificateAt } from '../daemons/certificate.ts'

const root = join(import.meta.dirname, '../..')

/** A program of ours in a process of its own, ended with its input. */
export interface Running {
  child: ChildProcess
  lines: AsyncIterator<string>
}

/** Starts a script of the project. */
export function run(script: string, ...args: string[]): Running {
  const child = spawn(process.execPath, [join(root, script), ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() }
}

export async function line({ lines }: Running): Promise<string> {
  const next = await lines.next()
  if (next.done) throw new Error('A program that is measured has ended.')
  return next.value
}

export async function end({ child }: Running): Promise<void> {
  child.stdin?.end()
  child.kill('SIGTERM')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** A simulated daemon as test/fleet/run.ts prints it. */
export interface Daemon {
  name: string
  host: string
  port: number
  username: string
  password: string
  torrents: number
}

/** Lets a page add the next daemons that the fleet names. @returns how many torrents they have */
export async function addDaemons(page: Page, fleet: Running, count: number): Promise<number> {
  let torrents = 0
  for (let index = 0; index < count; index += 1) {
    const daemon = JSON.parse(await line(fleet)) as Daemon
    torrents += daemon.torrents
    await page.evaluate(addDaemon, { ...daemon, fingerprint: (await certificateAt(daemon)) ?? '' })
  }
  return torrents
}

/** In the page: as its own person, since a program may not trust a certificate. */
async function addDaemon({
  name,
  host,
  port,
  username,
  password,
  fingerprint,
}: Daemon & { fingerprint: string }): Promise<void> {
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/api/feeds`)
  const proof = localStorage.getItem('estuary.proof') ?? ''
  socket.onopen = () => socket.send(JSON.stringify({ proof }))
  const hello = await new Promise<string>((resolve) => {
    socket.onmessage = ({ data }) => resolve(String(data))
  })
  const { page } = (JSON.parse(hello) as { hello: { page: string } }).hello
  const args = { kind: 'deluge', name, address: { way: 'tls', host, port }, username, password, fingerprint }
  const headers = { 'content-type': 'application/json', 'x-estuary-page': page, 'x-estuary-proof': proof }
  const body = JSON.stringify({ name: 'daemons.add', args })
  const response = await fetch('/api/call', { method: 'POST', headers, body })
  const answer = (await response.json()) as { ok: boolean }
  socket.close()
  if (!answer.ok) throw new Error(JSON.stringify(answer))
}

/** @returns when so many rows were listed, in ms since the page was opened */
export async function untilRows(page: Page, torrents: number): Promise<number> {
  const handle = await page.waitForFunction(
    (wanted) => {
      const rows = Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount'))
      return rows > wanted ? performance.now() : 0
    },
    torrents,
    { timeout: 300_000, polling: 'raf' },
  )
  return handle.jsonValue()
}
