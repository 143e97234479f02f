import type { Database } from 'better-sqlite3'
import type { Log } from '../lib/log.ts'
import type { SettingsStore } from './records.ts'
import type { Run } from './run.ts'

export function openSettings(db: Database, run: Run, log: Log): SettingsStore {
  const all = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings')
  // A window that is dragged says its width again and again; what did not change is not written.
  const put = db.prepare(
    `INSERT INTO settings (key, value) VALUES (?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
  )
  const write = db.transaction((values: Record<string, unknown>) => {
    for (const [key, value] of Object.entries(values)) {
      if (value !== undefined) put.run(key, JSON.stringify(value))
    }
  })

  function read(): Record<string, unknown> {
    // Without a prototype, so that no key is special.
    const values = Object.create(null) as Record<string, unknown>
    for (const { key, value } of all.all()) {
      try {
        values[key] = JSON.parse(value)
      } catch {
        log.error({ key }, 'a kept setting is damaged and left out')
      }
    }
    return values
  }

  return {
    read: () => run('read the settings', read),
    write: (values) => run('save the settings', () => write(values)),
  }
}
