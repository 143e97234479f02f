import { fork } from 'node:child_process'
import { type Ending, faultCode, spellEndings, startAfter, withEnding } from '../lib/endings.ts'
import { thriftyEnvironment } from '../lib/heap.ts'
import { type FromProgram, onEndSignal, toEnd } from '../web/ending.ts'

/** A program of ours, as it is started (again): its file and its arguments. */
export interface Started {
  file: string
  args: readonly string[]
}

/**
 * Runs a program in a process of its own, and again when a fault of its own has ended it, at most three times in ten
 * minutes; the next time it starts in safe mode.
 * @param say told in a sentence why it starts again
 * @returns its exit code, when it has ended for good
 */
export async function keepOpen({ file, args }: Started, say: (text: string) => void): Promise<number> {
  let endings: Ending[] = []
  for (;;) {
    const given = endings.length > 0 ? [...args, `--endings=${spellEndings(endings)}`] : args
    const { code, what, isWanted } = await runOnce(file, given)
    if (code !== faultCode || isWanted) return code
    endings = withEnding(endings, Date.now(), what)
    const how = startAfter(endings)
    if (how === 'never') {
      say(
        'Estuary ended by a fault of its own in safe mode, too, and is not started again. Its log says what happened.',
      )
      return code
    }
    say(
      how === 'safe'
        ? 'Estuary ended by faults of its own again and again: it starts in safe mode and connects to nobody by itself.'
        : 'Estuary ended by a fault of its own and is started again.',
    )
  }
}

interface End {
  code: number
  what: string
  /** Somebody asked for it. */
  isWanted: boolean
}

function runOnce(file: string, args: readonly string[]): Promise<End> {
  const env = { ...thriftyEnvironment, ...process.env }
  const child = fork(file, args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  let what = ''
  let isWanted = false
  // A signal of the terminal reaches the program, too: it is asked, so that two do not count as impatience.
  const stopListening = onEndSignal((signal) => {
    if (isWanted) child.kill(signal)
    else if (child.connected) child.send(toEnd)
    isWanted = true
  })
  child.on('message', (message) => {
    const said = (message as Partial<FromProgram> | null)?.what
    if (typeof said === 'string') what = said
  })
  return new Promise((resolve) => {
    const done = (code: number): void => {
      stopListening()
      resolve({ code, what, isWanted })
    }
    child.on('error', (error) => {
      what = error.message
      done(1)
    })
    child.on('exit', (code) => done(code ?? 1))
  })
}
