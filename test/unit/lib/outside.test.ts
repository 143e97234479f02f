import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { Fault, toProblem } from '../../../main/lib/fault.ts'
import { createLog } from '../../../main/lib/log.ts'
import { said } from '../../said.ts'

const disguised = 'holiday-\u202egpj.exe\u009b'

describe('what a daemon says', () => {
  it('is told in a fault’s message as it can be shown, and kept in its details as it is', () => {
    const problem = toProblem(new Fault('remote', said(`nas reported ${disguised}.`), { details: { said: disguised } }))
    expect(problem.message).toBe('nas reported holiday-\ufffdgpj.exe\ufffd.')
    expect(problem.details).toEqual({ said: disguised })
  })

  it('is shown in a foreign exception’s words, too', () => {
    expect(toProblem(new Error(disguised)).message).toBe('Something in Estuary failed: holiday-\ufffdgpj.exe\ufffd')
  })

  it('does nothing to the terminal that shows the log, and nothing of it is lost', () => {
    let lines = ''
    const terminal = new Writable({
      write(chunk, _encoding, done) {
        lines += String(chunk)
        done()
      },
    })
    createLog('info', terminal).info({ name: disguised }, disguised)
    expect(lines).toContain('holiday-\\u202egpj.exe\\u009b')
    expect(lines).not.toMatch(/[\u202e\u009b]/)
    expect(JSON.parse(lines)).toMatchObject({ name: disguised, msg: disguised })
  })
})
