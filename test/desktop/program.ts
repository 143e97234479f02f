import type { Page } from 'playwright-core'
import type { CallArgs, CallName, CallResult } from '../../preload/contract/calls.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import { temporaryFolder } from '../daemons/folder.ts'
import type { Ask } from './double/driver.ts'

/** What outlives the program: its data, and the system's own things (safe, single-instance locks). */
export interface Place {
  data: string
  system: string
}

export function newPlace(): Place {
  return { data: temporaryFolder('desktop'), system: temporaryFolder('system') }
}

/** The desktop program as tests see it, on the double or on Electron itself. */
export interface Program {
  readonly place: Place
  /** Asks whoever stands for the person and the system; fails where that cannot be done. */
  ask<T = unknown>(ask: Ask): Promise<T>
  /** What the program did with the system, of one kind, in order. */
  all(what: string): Record<string, unknown>[]
  /** Waits until that was so many times, and gives the last of it. */
  until(what: string, times?: number): Promise<Record<string, unknown>>
  /** The window's page, seen from outside as a person's eyes and hands. */
  page(): Promise<Page>
  /** Ends it as the system does; its exit code. */
  quit(): Promise<number | null>
  ended(): Promise<number | null>
}

/** A call as the window makes it: through the preload and the program's channels. */
export async function callFrom<N extends CallName>(
  page: Page,
  name: N,
  args: CallArgs<N>,
): Promise<Answer<CallResult<N>>> {
  // Playwright's types of what may cross into a page do not know ours.
  const answer: unknown = await page.evaluate(
    ([given, values]) => window.estuary!.call(given as 'app.openExternal', values as { url: string }),
    [name, args] as [string, unknown],
  )
  return answer as Answer<CallResult<N>>
}
