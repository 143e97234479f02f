import { describe, expect, it } from 'vitest'
import { createLog } from '../../../main/lib/log.ts'

const secret = 'correct horse battery'

function logged(what: object): string {
  let text = ''
  createLog('debug', { write: (line) => void (text += line) }).error(what, 'it failed')
  return text
}

describe('the log', () => {
  it.each(['password', 'secret', 'token', 'cookie', 'authorization'])(
    'strikes out secrets by their names, also in what is inside: %s',
    (name) => {
      for (const what of [
        { [name]: secret },
        { args: { [name]: secret } },
        { err: Object.assign(new Error('x'), { [name]: secret }) },
        { err: Object.assign(new Error('x'), { details: { [name]: secret } }) },
      ]) {
        const text = logged(what)
        expect(text).toContain('it failed')
        expect(text).not.toContain(secret)
      }
    },
  )
})
