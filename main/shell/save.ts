import { randomBytes } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { storageFault } from '../store/trouble.ts'
import { askWhere } from './dialogs.ts'
import { say } from '../../preload/words/sentences.ts'

/** Saves a text where the person says; while one question is open, others are declined. */
export function saver(): (name: string, content: string | AsyncIterable<string>) => Promise<'saved' | 'declined'> {
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

/** What was there before stays as it is until the new text is whole. Fails with a Fault in words. */
async function replace(path: string, content: string | AsyncIterable<string>): Promise<void> {
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
