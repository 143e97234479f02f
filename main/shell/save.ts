import { randomBytes } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { storageFault } from '../store/trouble.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import type { FileContent, NamedFile } from '../core/means.ts'
import { toProblem } from '../lib/fault.ts'
import { askFolder, askWhere } from './dialogs.ts'
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

/** Saves files in a folder that the person chooses; while that question is open, others are declined. */
export function saverOfMany(): (files: readonly NamedFile[]) => Promise<'declined' | (Problem | null)[]> {
  let isAsking = false
  return async (files) => {
    if (isAsking) return 'declined'
    isAsking = true
    try {
      const folder = await askFolder()
      if (folder === null) return 'declined'
      const problems: (Problem | null)[] = []
      for (const file of files) problems.push(await addTo(folder, file).catch(toProblem))
      return problems
    } finally {
      isAsking = false
    }
  }
}

/** So many of the same name there may be. */
const mostNumbers = 100

async function addTo(folder: string, { name, content }: NamedFile): Promise<null> {
  const { name: stem, ext } = parse(name)
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem} (${number})${ext}`)
    try {
      await writeFile(path, content, { flag: 'wx', mode: 0o600 })
      return null
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST' && number < mostNumbers) continue
      // Only what is ours: the file was not there before.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(path, { force: true }).catch(() => {})
      throw storageFault(error, say('doing.file.save'), path)
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
