import type { Database } from 'better-sqlite3'
import type { Log } from '../lib/log.ts'
import type { WorkOf } from './messages.ts'
import { durably } from './run.ts'

export function openSettings(db: Database, log: Log): WorkOf<'settings'> {
  const all = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings')
  // A window that is dragged says its width again and again; what did not change is not written.
  const put = db.prepare(
    `INSERT INTO settings (key, value) VALUES (?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
  )
  const write = db.transaction((values: readonly [string, string][]) => {
    for (const [key, json] of values) put.run(key, json)
  })

  function read(row: { key: string; value: string }): [string, unknown][] {
    try {
      return [[row.key, JSON.parse(row.value)]]
    } catch {
      log.error({ key: row.key }, 'a kept setting is damaged and left out')
      return []
    }
  }

  return {
    'settings.read': () => all.all().flatMap(read),
    'settings.write': (values) => durably(db, () => write.immediate(values)),
  }
}
