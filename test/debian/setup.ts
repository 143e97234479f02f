import { chosenSuite, makeDelugeFolder } from './deluge.ts'

/** Before the tests against a later Debian's Deluge: makes its folder, or finds it made. */
export async function setup(): Promise<void> {
  await makeDelugeFolder(chosenSuite() ?? 'trixie')
}
