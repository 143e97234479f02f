import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Core } from '../core/core.ts'
import { createLog } from '../lib/log.ts'
import type { Options } from '../lib/options.ts'
import { readPageFiles } from '../lib/page.ts'
import { openBrowser } from './browser.ts'
import { leaveNote, removeNote } from './handover.ts'
import { openWebDoor } from './host.ts'

export async function serveWeb(options: Options): Promise<void> {
  const log = createLog(process.env['ESTUARY_LOG'] ?? 'warn')
  await mkdir(options.data, { recursive: true, mode: 0o700 })
  const { FakeCore } = (await import('../../test/unit/web/fake-core.ts' as string)) as { FakeCore: new () => Core }
  const core = new FakeCore()
  const files = await readPageFiles(join(import.meta.dirname, '../../dist/renderer'))
  const door = await openWebDoor({ core, port: options.port, files, log })
  await leaveNote(options.data, { port: door.port, key: door.handOverKey })
  const url = door.freshUrl()
  console.log(`Estuary is at ${url}`)
  if (options.open) await openBrowser(url)
  process.on('SIGTERM', () => void door.close().then(() => removeNote(options.data)))
  process.on('SIGINT', () => void door.close().then(() => removeNote(options.data)))
}
