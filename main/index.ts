import { app } from 'electron'
import { join } from 'node:path'
import { createLog } from './lib/log.ts'
import { readOptions } from './lib/options.ts'
import { startProgram } from './shell/program.ts'

/*
 * Electron's entry, built to one CommonJS file in dist/main. No top-level await here or below: Electron is ready only
 * after its entry has been evaluated, so it would wait for itself.
 */
startProgram({
  dist: join(import.meta.dirname, '..'),
  data: dataFolder(),
  log: createLog(process.env['ESTUARY_LOG'] ?? 'warn'),
})

/** Chromium's own switches share the command line, so only ours is looked at. */
function dataFolder(): string {
  const given = app.commandLine.getSwitchValue('data')
  return readOptions(given ? [`--data=${given}`] : []).data
}
