import { describe } from 'vitest'
import { isHere, things, type ThingName } from './present.ts'

/**
 * Says what a test file cannot do without:
 *
 *     needs('deluged').describe('a daemon that …', () => { … })
 *
 * A file whose needs are missing here is left out before it is loaded (test/leftout.ts reads these very calls, so the
 * names must stand in the call as literals), and the end of the run says so. With ESTUARY_TEST_ALL=1 nothing is left
 * out, and a missing program fails the file here.
 */
export function needs(...names: ThingName[]): { describe: typeof describe } {
  for (const name of names) {
    if (!isHere(name)) throw new Error(`This file needs ${name}: ${things[name].howToGet}`)
  }
  return { describe }
}
