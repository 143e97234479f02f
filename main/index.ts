import { app } from 'electron'
import { join } from 'node:path'
import { createLog } from './lib/log.ts'
import { LogBook } from './lib/logbook.ts'
import { type Options, readOptions, safeModeOf } from './lib/options.ts'
import { startProgram } from './shell/program.ts'

/*
 * Electron's entry, built to one CommonJS file in dist/main. No top-level await here or below: Electron is ready only
 * after its entry has been evaluated, so it would wait for itself.
 */
const options = ownOptions()
const book = new LogBook()
startProgram({
  dist: join(import.meta.dirname, '..'),
  data: options.data,
  endings: options.endings,
  safe: safeModeOf(options),
  log: createLog(process.env['ESTUARY_LOG'] ?? 'warn', undefined, book),
  book,
})

/** Chromium's own switches share the command line, so only ours are looked at. */
function ownOptions(): Options {
  const { commandLine } = app
  const given = ['data', 'endings'].flatMap((name) => {
    const value = commandLine.getSwitchValue(name)
    return value ? [`--${name}=${value}`] : []
  })
  return readOptions(commandLine.hasSwitch('safe') ? [...given, '--safe'] : given)
}
