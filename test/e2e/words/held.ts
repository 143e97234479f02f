import Database from 'better-sqlite3'
import { join } from 'node:path'

/** Another program holds the database of that data folder, until the returned function is called. */
export function holdDatabase(folder: string): () => void {
  const holder = new Database(join(folder, 'estuary.db'))
  holder.exec('BEGIN EXCLUSIVE')
  return () => {
    holder.exec('ROLLBACK')
    holder.close()
  }
}
