/*
 * `npm run demo`: the app over four simulated daemons with a few thousand lively torrents. One of them is switched off
 * after its list was seen, one shows another certificate than the one that was trusted. Nothing of it stays: the data
 * lies in a temporary folder. With --common-letters nothing is called what needs an uncommon font. Further arguments go to
 * the app (--web, --port N, --no-open).
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openCore } from '../../main/core/app.ts'
import { pagesOnly } from '../../main/core/means.ts'
import { silentLog } from '../../main/lib/log.ts'
import { openFileKeeper } from '../../main/store/keeper.ts'
import type { Address } from '../../preload/contract/address.ts'
import type { Daemon } from '../../preload/contract/daemons.ts'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { inCommonLetters } from './engine/titles.ts'
import { type Fleet, startFleet } from './fleet.ts'

const commonLetters = '--common-letters'
const launcher = join(import.meta.dirname, '../../main/start.ts')
const meetingMs = 20_000

/** Lets a core meet all of them once, so that each has a list and a trusted certificate. */
async function meet(fleet: Fleet, dataFolder: string): Promise<void> {
  const means = {
    outside: pagesOnly,
    door: 'web',
    version: '0',
    dataFolder,
    keeper: openFileKeeper(dataFolder),
  } as const
  const core = await openCore(means, { log: silentLog })
  const caller = core.enter('window')
  let daemons: Daemon[] = []
  caller.on('daemons', {}, { item: (list) => (daemons = list as Daemon[]), ended: () => {} })
  for (const { name, host, port, username, password, fingerprint } of fleet.daemons) {
    const address: Address = { way: 'tls', host, port }
    await caller.call('daemons.add', { kind: 'deluge', name, address, username, password, fingerprint })
  }
  const met = ({ link }: Daemon): boolean => link.state === 'live'
  const lateAt = Date.now() + meetingMs
  while (!(daemons.length === fleet.daemons.length && daemons.every(met)) && Date.now() < lateAt) await sleep(50)
  // The rest of the fields is read behind the first ones.
  await sleep(1_500)
  await core.close()
}

function runApp(dataFolder: string): Promise<number> {
  const child = spawn(
    process.execPath,
    [launcher, '--data', dataFolder, ...process.argv.slice(2).filter((one) => one !== commonLetters)],
    {
      stdio: 'inherit',
    },
  )
  // Ctrl+C reaches the app as well; it ends first, then everything here.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}

console.log('Starting four simulated daemons…')
const fleet = await startFleet([
  { name: 'nas', torrents: 1_842, activity: 'calm', version: '2.2.0' },
  { name: 'seedbox', torrents: 2_203, activity: 'calm', version: '2.0.3' },
  { name: 'attic', torrents: 83, activity: 'calm', version: '2.0.3' },
  { name: 'office', torrents: 240, activity: 'calm', version: '2.2.0' },
])
if (process.argv.includes(commonLetters)) {
  for (const torrent of fleet.daemons.flatMap(({ engine }) => engine.all()))
    torrent.name = inCommonLetters(torrent.name)
}
const dataFolder = temporaryFolder('demo')
await meet(fleet, dataFolder)
await fleet.named('attic').misbehave({ face: 'closed' })
await fleet.named('office').changeCertificate()
process.exitCode = await runApp(dataFolder)
await fleet.close()
removeFolder(dataFolder)
