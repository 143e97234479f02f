import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { Address } from '../../preload/contract/address.ts'
import { buildWhatIsOld } from '../../main/start/build.ts'
import type { FleetDaemon } from '../fleet/daemon.ts'
import { Window } from '../e2e/pages/window.ts'
import { until } from '../e2e/soon.ts'
import { Chromium } from './chromium.ts'
import { Desktop, type Options } from './desktop.ts'
import { callFrom, type Program } from './program.ts'

const root = join(import.meta.dirname, '../..')

/** What the tests of one file start programs with. */
export class Desk {
  #chromium: Chromium | null = null
  #open: Desktop[] = []

  async begin(): Promise<void> {
    await buildWhatIsOld(root, 'desktop', () => {})
    this.#chromium = await Chromium.start()
  }

  /** Starts the program, whatever comes of it. */
  start(options: Options = {}): Desktop {
    if (!this.#chromium) throw new Error('There is no Chromium yet.')
    const desktop = new Desktop(this.#chromium, options)
    this.#open.push(desktop)
    return desktop
  }

  /** Starts the program and waits for its window. */
  async open(options: Options = {}): Promise<Desktop> {
    const desktop = this.start(options)
    await desktop.until('windowShown')
    return desktop
  }

  /** Ends what still runs, and gives what the programs and the double complained of. */
  async clear(): Promise<string[]> {
    const all = this.#open.splice(0)
    for (const desktop of all) await desktop.quit()
    return all.flatMap(({ complaints }) => complaints)
  }

  async end(): Promise<void> {
    await this.#chromium?.stop()
  }
}

/**
 * A desk for the tests of a file. Programs that a test starts end with it; one that is kept is opened in beforeAll, and
 * ends with the file. Whatever a program or the double complains of, and no test took, fails.
 */
export function useDesk(): Desk {
  const desk = new Desk()
  beforeAll(() => desk.begin())
  afterEach(async () => {
    expect(await desk.clear()).toEqual([])
  })
  afterAll(() => desk.end())
  return desk
}

/** The same with one program for all tests of the file. */
export function useOneDesktop(options: Options = {}): { readonly desktop: Desktop } {
  const desk = new Desk()
  let desktop: Desktop | null = null
  beforeAll(async () => {
    await desk.begin()
    desktop = await desk.open(options)
  })
  afterEach(() => {
    expect(desktop?.takeComplaints()).toEqual([])
  })
  afterAll(async () => {
    await desk.clear()
    await desk.end()
  })
  return {
    get desktop() {
      if (!desktop) throw new Error('The program is not open yet.')
      return desktop
    },
  }
}

/** What kind of daemon it is and where, as calls name it. */
export function placeOf({ host, port }: FleetDaemon): { kind: string; address: Address } {
  return { kind: 'deluge', address: { way: 'tls', host, port } }
}

/** Adds a daemon as the window does, and waits until all of its torrents are listed. Gives its id. */
export async function connect(program: Program, daemon: FleetDaemon, name = daemon.name): Promise<string> {
  const { username, password, fingerprint } = daemon
  const page = await program.page()
  const place = placeOf(daemon)
  const answer = await callFrom(page, 'daemons.add', { name, ...place, username, password, fingerprint })
  if (!answer.ok) throw new Error(answer.error.message)
  const window = new Window(page)
  await until(`all of ${name} is listed`, async () => (await window.sidebar.total()) === daemon.engine.count)
  return answer.value.id
}
