import { randomBytes } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { storageFault } from '../store/trouble.ts'
import type { FileContent } from '../core/means.ts'
import { askWhere } from './dialogs.ts'
import { say } from '../../preload/words/sentences.ts'

/** Saves something where the person says; while one question is open, others are declined. */
export function saver(): (name: string, content: FileContent) => Promise<'saved' | 'declined'> {
  let isAsking = false
  return async (name, content) => {
    if (isAsking) return 'declined'
    isAsking = true
    try {
      const path = await askWhere(name)
      if (path === null) return 'declined'
      await replace(path, content)
      return 'saved'
    } finally {
      isAsking = false
    }
  }
}

/** What was there before stays as it is until the new content is whole. Fails with a Fault in words. */
async function replace(path: string, content: FileContent): Promise<void> {
  // In a folder of the person's no name is ours but one that nobody has.
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`
  try {
    await writeFile(temporary, content, { flag: 'wx', mode: 0o600 })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw storageFault(error, say('doing.file.save'), path)
  }
}
