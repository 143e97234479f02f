import type { FromDouble } from './driver.ts'

let unsent = 0
let onEmpty = (): void => {}

function send(message: FromDouble): void {
  if (!process.send) throw new Error('The desktop double runs in a process of its own.')
  unsent += 1
  process.send(message, () => {
    unsent -= 1
    if (unsent === 0) onEmpty()
  })
}

/** Tells the test what the program did with the system. */
export function tell(what: string, facts: Record<string, unknown> = {}): void {
  send({ kind: 'told', told: { what, facts } })
}

export function answer(id: number, value: unknown): void {
  send({ kind: 'answer', id, value })
}

export function answerError(id: number, error: string): void {
  send({ kind: 'answer', id, error })
}

/** Something that the double cannot do, or that must not happen: the test fails with it. */
export function trouble(error: unknown): void {
  send({ kind: 'trouble', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}

/** Ends the process when everything was told. */
export function endWith(code: number): void {
  onEmpty = () => process.exit(code)
  if (unsent === 0) onEmpty()
}
