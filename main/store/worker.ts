import { parentPort } from 'node:worker_threads'
import type { LogLevel } from '../../preload/contract/log.ts'
import { say } from '../../preload/words/sentences.ts'
import { Fault, toProblem } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import type { Message, OpenedPlace, Place, Request } from './messages.ts'
import { openDatabase, type OpenDatabase } from './open.ts'

/*
 * The store's own thread: it carries out what it is asked, one after the other, and waits for the disk and for other
 * programs where nobody else has to wait with it. Electron is not to be had here.
 */
const port = parentPort
if (!port) throw new Fault('internal', say('log.only', { text: 'This runs as a thread of the store only.' }))
const send = (message: Message): void => port.postMessage(message)
let database: OpenDatabase | null = null

port.on('message', ({ name, args }: Request) => {
  try {
    send({ kind: 'answer', answer: { ok: true, value: carryOut(name, args) } })
  } catch (error) {
    send({ kind: 'answer', answer: { ok: false, error: toProblem(error) } })
  }
})

function carryOut(name: Request['name'], args: Request['args']): unknown {
  if (name === 'open') return open(args[0] as Place)
  if (!database) throw new Fault('internal', say('log.only', { text: 'The store is not open.' }))
  if (name === 'attach') return facts((database = database.attach(args[0] as Place)))
  return database.carryOut(name, args)
}

function open(place: Place): OpenedPlace {
  return facts((database = openDatabase(place, sendingLog({}))))
}

function facts({ remarks, lastEventId }: OpenDatabase): OpenedPlace {
  return { remarks, lastEventId }
}

/** A log whose lines are written by the main thread. */
function sendingLog(bindings: Record<string, unknown>): Log {
  const at =
    (level: LogLevel) =>
    (facts: unknown, text?: string): void =>
      send(
        typeof facts === 'string'
          ? { kind: 'log', level, facts: bindings, text: facts }
          : { kind: 'log', level, facts: { ...bindings, ...(facts as Record<string, unknown>) }, text: text ?? '' },
      )
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (more) => sendingLog({ ...bindings, ...more }),
  } as Log
}
