import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { buildWhatIsOld } from '../../main/start/build.ts'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { launchBrowser } from '../e2e/browser.ts'
import { type BenchRow, type BenchTable, figure, known, milliseconds, quantile } from './figures.ts'
import { cpuSeconds } from './process.ts'
import { addDaemons, end, line, run, untilRows } from './programs.ts'

const root = join(import.meta.dirname, '../..')
const rows = 10_000
const runs = Number(process.env['ESTUARY_BENCH_RUNS'] ?? 7)
/** Between two starts, so that what the last one wrote is written. */
const restMs = 400

/** As `npm start -- --web` runs it, without npm. */
const words = ['-r', join(root, 'main/require-node.cjs'), join(root, 'main/start.ts'), '--web', '--no-open', '--data']

/** Lets a core meet a daemon of that many torrents, and ends both: what stays is a folder with a cached list. */
async function cachedList(browser: Browser, folder: string): Promise<void> {
  // The first daemon of a usual fleet has 1.6 times the torrents asked for.
  const fleet = run('test/fleet/run.ts', '--daemons', '1', '--torrents', `${rows / 1.6}`, '--json', '--until-eof')
  const core = run('main/web.ts', '--no-open', '--data', folder)
  const page = await browser.newPage()
  try {
    await page.goto((await line(core)).replace(/^.* at /, ''))
    await page.waitForURL((at) => at.search === '')
    await untilRows(page, await addDaemons(page, fleet, 1))
    // Every field of every row, read and written down.
    await wait(5_000)
  } finally {
    await page.close()
    await end(core)
    await end(fleet)
  }
}

/** CPU time in ms of a process and of those that it started. */
function cpuMs(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  return cpuSeconds(pid) * 1_000 + children.reduce((sum, child) => sum + cpuMs(Number(child)), 0)
}

/** Starts it; the address, how long it took until it was printed, and what that cost. */
async function startCore(folder: string, env: NodeJS.ProcessEnv = {}) {
  const begun = performance.now()
  const child = spawn(process.execPath, [...words, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  let said = ''
  for await (const part of child.stdout as AsyncIterable<Buffer>) {
    said += part.toString()
    const url = /(http:\/\/\S+)\n/.exec(said)?.[1]
    if (url) return { child, url, tookMs: performance.now() - begun, costMs: cpuMs(child.pid ?? 0) }
  }
  throw new Error('The program ended before it said its address.')
}

async function stop(child: { kill(signal: 'SIGTERM'): boolean; exitCode: number | null }): Promise<void> {
  child.kill('SIGTERM')
  if (child.exitCode === null) await once(child as unknown as NodeJS.EventEmitter, 'exit')
}

/**
 * From going to an address until the first thing of that kind is drawn there, and what that cost the page's own thread;
 * in a profile without any cache.
 */
async function openPage(browser: Browser, url: string, selector: string): Promise<{ tookMs: number; costMs: number }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    await page.addInitScript((wanted) => {
      const look = (): void => {
        if (!document.querySelector(wanted)) return void requestAnimationFrame(look)
        // Behind the picture with it.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => Reflect.set(window, 'drawnAt', performance.timeOrigin + performance.now())
          port2.postMessage(null)
        })
      }
      look()
    }, selector)
    const session = await context.newCDPSession(page)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    const begunAt = performance.timeOrigin + performance.now()
    await page.goto(url, { waitUntil: 'commit' })
    const drawn = await page.waitForFunction(() => Reflect.get(window, 'drawnAt') as number | undefined, undefined, {
      polling: 50,
      timeout: 60_000,
    })
    const { metrics } = await session.send('Performance.getMetrics')
    const cost = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
    return { tookMs: ((await drawn.jsonValue()) ?? Number.NaN) - begunAt, costMs: cost * 1_000 }
  } finally {
    await context.close()
  }
}

interface Taken {
  core: number[]
  page: number[]
  both: number[]
  /** CPU times: a busy machine makes starts longer, and these hardly. */
  coreCost: number[]
  pageCost: number[]
}
const taken = (): Taken => ({ core: [], page: [], both: [], coreCost: [], pageCost: [] })
const median = (values: readonly number[]): number => quantile(values, 0.5)

interface Part {
  tookMs: number
  costMs: number
}

function note(into: Taken, core: Part, page: Part): void {
  into.core.push(core.tookMs)
  into.page.push(page.tookMs)
  into.both.push(core.tookMs + page.tookMs)
  into.coreCost.push(core.costMs)
  into.pageCost.push(page.costMs)
}

/** A program that says one line, and a page that draws one row: less than this nothing can take here. */
async function measureNothing(browser: Browser, into: Taken): Promise<void> {
  const begun = performance.now()
  const script = 'console.log("there"); process.stdin.resume()'
  const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  const core = { tookMs: performance.now() - begun, costMs: cpuMs(child.pid ?? 0) }
  await stop(child)
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><script type="module">document.body.innerHTML = "<p id=row>row</p>"</script>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    note(into, core, await openPage(browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, '#row'))
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

async function measureStart(browser: Browser, folder: string, into: Taken): Promise<void> {
  const { child, url, ...core } = await startCore(folder)
  try {
    note(into, core, await openPage(browser, url, '[role=row][data-key]'))
  } finally {
    await stop(child)
  }
}

function rowsOf(ours: Taken, nothing: Taken): BenchRow[] {
  const parts = [
    ['core', 'from the start of the process to its address', '≤ 400 ms'],
    ['page', 'from going there to the first rows', '≤ 400 ms'],
    ['both', 'together', '≤ 800 ms'],
    ['coreCost', 'CPU time until the address', undefined],
    ['pageCost', 'CPU time of the page’s thread until the first rows', undefined],
  ] as const
  return parts.map(([part, what, goal]) => {
    const [middle, least] = [median(ours[part]), median(nothing[part])]
    const row = { what, ours: milliseconds(middle), reference: milliseconds(least), ratio: middle / least }
    return known(goal === undefined ? row : { ...row, goal })
  })
}

const kilobytes = (bytes: number): string => `${figure(bytes / 1_000)} kB`

/** What a page loads: at first, and later in idle time. */
function pageRows(): BenchRow[] {
  const folder = join(root, 'dist/renderer')
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const files = readdirSync(join(folder, 'assets')).map((name) => {
    return { name, bytes: statSync(join(folder, 'assets', name)).size, first: html.includes(name) }
  })
  return (['js', 'css'] as const).flatMap((kind) => {
    const own = files.filter(({ name }) => name.endsWith(`.${kind}`))
    return [true, false].map((first) => {
      const some = own.filter((file) => file.first === first)
      const bytes = some.reduce((sum, one) => sum + one.bytes, 0)
      return { what: `window, ${first ? 'first' : 'late'} ${kind}, ${some.length} files`, ours: kilobytes(bytes) }
    })
  })
}

/** What the core's process and the store's thread load until the address is there, by room or package. */
async function loadedRows(folder: string): Promise<BenchRow[]> {
  const file = join(folder, 'loaded.txt')
  const options = `-r ${join(import.meta.dirname, 'loaded.cjs')}`
  const { child } = await startCore(folder, { NODE_OPTIONS: options, ESTUARY_BENCH_LOADED: file })
  await stop(child)
  const groups = new Map<string, { files: number; bytes: number }>()
  for (const one of new Set(readFileSync(file, 'utf8').trim().split('\n'))) {
    const [where = '', url = ''] = one.split(' ')
    const path = fileURLToPath(url)
    const place = path.split('/node_modules/').at(-1) ?? path
    const name = place === path ? path.slice(root.length + 1).replace(/^(\w+(?:\/\w+(?=\/))?).*/, '$1') : 'packages'
    const key = `${where}: ${name}`
    const group = groups.get(key) ?? { files: 0, bytes: 0 }
    groups.set(key, { files: group.files + 1, bytes: group.bytes + statSync(path).size })
  }
  rmSync(file)
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { files, bytes }]) => ({ what: `${name}, ${files} files`, ours: kilobytes(bytes) }))
}

/** From the start of the process to the first rows of a list that was kept, its daemon being off. */
export async function benchStart(say: (line: string) => void): Promise<BenchTable[]> {
  await buildWhatIsOld(root, 'web', () => {})
  const folder = temporaryFolder('bench-start')
  const browser = await launchBrowser()
  const [ours, nothing] = [taken(), taken()]
  try {
    say('Making a cached list…')
    await cachedList(browser, folder)
    say(`Starting over ${rows} cached rows…`)
    // The first start writes what Node keeps of the sources.
    await measureStart(browser, folder, taken())
    for (let turn = 0; turn < runs; turn += 1) {
      await wait(restMs)
      await measureNothing(browser, nothing)
      await measureStart(browser, folder, ours)
    }
    const loaded = existsSync(folder) ? await loadedRows(folder) : []
    return [
      {
        title: `Starting over ${rows} cached rows, the daemon off`,
        notes: [
          `Medians of ${runs} starts of main/start.ts --web, each opened in a profile of its own without any cache.`,
          'Reference: a Node process that says a word, and a page that draws one line, turn by turn in the same run.',
        ],
        rows: rowsOf(ours, nothing),
      },
      {
        title: 'What is loaded at the start',
        notes: ['Sizes of files as they lie on the disk.'],
        rows: [...pageRows(), ...loaded],
      },
    ]
  } finally {
    await browser.close()
    removeFolder(folder)
  }
}
