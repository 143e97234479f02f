import { join } from 'node:path'
import { readOptions, usage } from './lib/options.ts'
import { buildWhatIsOld } from './start/build.ts'
import { findDesktop, runDesktop } from './start/desktop.ts'
import { keepOpen } from './start/keep-open.ts'
import { run } from './web/ending.ts'

/* What `npm start` runs: the desktop window where Electron can be had, else the web door, saying why. */
const root = join(import.meta.dirname, '..')
const say = (text: string): void => {
  console.log(text)
}

await run(async () => {
  const options = readOptions(process.argv.slice(2))
  if (options.help) {
    say(usage)
    return
  }
  if (!options.web) {
    const why = await tryDesktop(options.data)
    if (why === null) return
    say(`${why} Opening Estuary in a browser instead.`)
  }
  await buildWhatIsOld(root, 'web', say)
  process.exitCode = await keepOpen({ file: join(root, 'dist/web/web.cjs'), args: process.argv.slice(2) }, say)
})

/** Runs the desktop window to its end; otherwise one sentence about why it cannot be. */
async function tryDesktop(data: string): Promise<string | null> {
  const found = await findDesktop(say)
  if ('why' in found) return found.why
  await buildWhatIsOld(root, 'desktop', say)
  const end = await runDesktop(found.program, root, data)
  if ('why' in end) return end.why
  process.exitCode = end.code
  return null
}
