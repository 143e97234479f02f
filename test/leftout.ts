import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { configDefaults } from 'vitest/config'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'
import { isHere, isThingName, things, type ThingName } from './present.ts'

const root = join(import.meta.dirname, '..')
const artifacts = join(import.meta.dirname, '.artifacts')

interface LeftOut {
  /** Its path; behind the name of a further project where it runs in that one, too. */
  file: string
  missing: ThingName[]
}

/** The things that a test file names in its calls of needs(). */
export function needsOf(source: string): ThingName[] {
  const calls = source.matchAll(/\bneeds\(([^)]*)\)/g)
  const names = [...calls].flatMap(([, list = '']) => [...list.matchAll(/'([^']+)'/g)].map(([, name = '']) => name))
  return [...new Set(names)].filter(isThingName)
}

/** Files that run a second time against the real Deluge of a later Debian. */
export const againWithNewer = ['test/conformance/deluged.test.ts', 'test/daemons/*.test.ts']

function findLeftOut(): LeftOut[] {
  if (process.env['ESTUARY_TEST_ALL'] === '1') return []
  const again = isHere('mmdebstrap') ? [] : globSync(againWithNewer, { cwd: root })
  return [...findLeftOutHere(), ...again.map((file): LeftOut => ({ file: `newer: ${file}`, missing: ['mmdebstrap'] }))]
}

function findLeftOutHere(): LeftOut[] {
  return globSync('test/**/*.test.ts', { cwd: root })
    .map((file) => {
      const missing = needsOf(readFileSync(join(root, file), 'utf8')).filter((name) => !isHere(name))
      return { file: file.replaceAll('\\', '/'), missing }
    })
    .filter(({ missing }) => missing.length > 0)
}

/** "Left out: 3 files that need deluged (apt install deluged)", one line for each thing that is missing. */
export function wordsFor(leftOut: readonly LeftOut[]): string[] {
  const missing = [...new Set(leftOut.flatMap((one) => one.missing))]
  return missing.map((name) => {
    const count = leftOut.filter((one) => one.missing.includes(name)).length
    return `Left out: ${count} ${count === 1 ? 'file that needs' : 'files that need'} ${name} (${things[name].howToGet})`
  })
}

function countResults(
  modules: readonly TestModule[],
  errors: readonly SerializedError[],
): { passed: number; failed: number } {
  let passed = 0
  let failed = errors.length
  for (const module of modules) {
    // A file or a suite that broke outside of its tests (an import, a hook) counts as one failure.
    failed += module.errors().length
    for (const suite of module.children.allSuites()) failed += suite.errors().length
    for (const test of module.children.allTests()) {
      if (test.result().state === 'passed') passed += 1
      else failed += 1
    }
  }
  return { passed, failed }
}

/** Tests that passed, but not at first: each is a fault of the test or of the program that is still to be found. */
function namesOfFlaky(modules: readonly TestModule[]): string[] {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  return tests
    .filter((test) => test.diagnostic()?.flaky)
    .map((test) => `${test.module.relativeModuleId} > ${test.fullName}`)
}

/** What the engine says of a worker that it ended, and with it of the file. */
const endedWith = /running test file (\S+\.test\.ts)/

/** Files in which something failed, whatever the project, and the errors that no file explains. */
function whatBroke(
  modules: readonly TestModule[],
  errors: readonly SerializedError[],
): { files: string[]; stray: number } {
  const ended = errors.map((error) => endedWith.exec(`${error.message} ${error.cause?.message ?? ''}`)?.[1])
  const files = [
    ...modules.filter((module) => !['passed', 'skipped'].includes(module.state())).map((module) => module.moduleId),
    ...ended.filter((file) => file !== undefined),
  ].map((file) => relative(root, file).replaceAll('\\', '/'))
  return { files: [...new Set(files)].toSorted(), stray: ended.filter((file) => file === undefined).length }
}

/**
 * Says at the end of a run what was left out and how to get it, and what needed a second try; leaves the totals in
 * test/.artifacts.
 */
class LeftOutReporter implements Reporter {
  readonly #leftOut: readonly LeftOut[]

  constructor(leftOut: readonly LeftOut[]) {
    this.#leftOut = leftOut
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const flaky = namesOfFlaky(modules)
    const { files: broken, stray } = whatBroke(modules, errors)
    const sound = modules.filter((module) => !broken.includes(relative(root, module.moduleId).replaceAll('\\', '/')))
    const summary = {
      ...countResults(modules, errors),
      passedInSoundFiles: countResults(sound, []).passed,
      broken,
      stray,
      flaky,
      leftOut: this.#leftOut,
    }
    mkdirSync(artifacts, { recursive: true })
    writeFileSync(join(artifacts, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
    for (const line of wordsFor(this.#leftOut)) console.log(line)
    for (const name of flaky) console.log(`Passed only when tried again: ${name}`)
  }
}

/** For vitest.config.ts: files to exclude here and now, what runs against a newer Deluge, and the reporter that says so. */
export function leaveOut(): { exclude: string[]; newer: string[]; reporter: Reporter } {
  const leftOut = findLeftOut()
  return {
    exclude: [...configDefaults.exclude, ...leftOut.map(({ file }) => file)],
    newer: leftOut.some(({ file }) => file.startsWith('newer: ')) ? [] : againWithNewer,
    reporter: new LeftOutReporter(leftOut),
  }
}
