import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { buildWhatIsOld } from '../../main/start/build.ts'
import { usualDesktop } from '../../preload/contract/desktop.ts'
import { certificateAt } from '../daemons/certificate.ts'
import { accounts } from '../daemons/config.ts'
import { startDeluged, type Deluged } from '../daemons/deluged.ts'
import { removeFolder } from '../daemons/folder.ts'
import { Chromium } from '../desktop/chromium.ts'
import { Desktop } from '../desktop/desktop.ts'
import { newPlace, type Place } from '../desktop/program.ts'
import { until } from '../e2e/soon.ts'
import { Window } from '../e2e/pages/window.ts'
import { type BenchTable, figure, known, quantile } from './figures.ts'
import { daemonFolder } from './fixture.ts'
import { cpuSeconds } from './process.ts'

const root = join(import.meta.dirname, '../..')
const torrents = Number(process.env['ESTUARY_BENCH_TORRENTS'] ?? 10_000)
const idleSeconds = Number(process.env['ESTUARY_BENCH_IDLE_S'] ?? 60)
const runs = 3
/** The rest of the columns follows the first ones, and V8 needs a while to let go of what the window and it took. */
const settleMs = 30_000

/** A desktop that says that it shows a tray. */
function withTray(): Place {
  const place = newPlace()
  const folder = join(place.system, 'bin')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'gdbus'), '#!/bin/sh\necho "(<true>,)"\n')
  chmodSync(join(folder, 'gdbus'), 0o755)
  return place
}

/** Closes the window and waits until only the tray is left. */
async function closeToTray(desktop: Desktop): Promise<void> {
  await desktop.ask({ do: 'close' })
  await until('the window is gone', async () => (await desktop.ask<number>({ do: 'windowCount' })) === 0)
  await wait(settleMs)
}

/** CPU time a minute of the program's process, several times. */
async function lookOn(desktop: Desktop): Promise<number[]> {
  const seen: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const [begun, before] = [performance.now(), cpuSeconds(desktop.pid)]
    await wait((idleSeconds / runs) * 1_000)
    seen.push(((cpuSeconds(desktop.pid) - before) / (performance.now() - begun)) * 60_000)
  }
  return seen
}

async function add(desktop: Desktop, { host, port }: Deluged): Promise<void> {
  const { username, password } = accounts.admin
  const fingerprint = (await certificateAt({ host, port })) ?? ''
  const address = { way: 'tls', host, port } as const
  const answer = await desktop.call('daemons.add', {
    kind: 'deluge',
    name: 'crowd',
    address,
    username,
    password,
    fingerprint,
  })
  if (!answer.ok) throw new Error(answer.error.message)
  const { sidebar } = new Window(await desktop.page())
  await until('every row is there', async () => (await sidebar.total()) === torrents, 120_000)
}

async function measure(desktop: Desktop, daemon: Deluged, say: (line: string) => void): Promise<BenchTable> {
  await desktop.until('windowShown')
  await desktop.call('settings.set', { desktop: { ...usualDesktop, closeToTray: true } })
  say(`In the tray without a daemon, ${idleSeconds} s…`)
  await closeToTray(desktop)
  const alone = await lookOn(desktop)
  await desktop.ask({ do: 'clickTray' })
  await desktop.until('windowShown', 2)
  await add(desktop, daemon)
  say(`In the tray beside an idle daemon with ${torrents} torrents, ${idleSeconds} s…`)
  await closeToTray(desktop)
  const beside = await lookOn(desktop)
  const [ours, reference] = [quantile(beside, 0.5), quantile(alone, 0.5)]
  return {
    title: `In the tray with no window, beside an idle daemon with ${torrents} torrents`,
    notes: [
      `Medians of ${runs} times ${figure(idleSeconds / runs)} s, ${settleMs / 1_000} s after the window was closed.`,
      'The built desktop program on the double of Electron: what Chromium itself does there is not in it.',
      'Reference: the same program in the tray without any daemon.',
    ],
    rows: [
      known({
        what: 'CPU of the program, per minute',
        ours: `${figure(ours)} s`,
        goal: '≤ 0.20 s',
        reference: `${figure(reference)} s`,
        ratio: ours / reference,
      }),
    ],
  }
}

/** What the program costs while nobody looks at it. */
export async function benchTray(say: (line: string) => void): Promise<BenchTable[]> {
  await buildWhatIsOld(root, 'desktop', () => {})
  const daemon = await startDeluged({ config: await daemonFolder(torrents, say), label: true })
  const chromium = await Chromium.start()
  const place = withTray()
  const desktop = new Desktop(chromium, { place })
  try {
    return [await measure(desktop, daemon, say)]
  } finally {
    await desktop.quit()
    await chromium.stop()
    await daemon.dispose()
    removeFolder(place.data)
    removeFolder(place.system)
  }
}
