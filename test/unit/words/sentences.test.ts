import { describe, expect, it } from 'vitest'
import { Fault, faultOf, toProblem } from '../../../main/lib/fault.ts'
import { type Problem, ProblemSchema } from '../../../preload/contract/errors.ts'
import '../../../preload/words/all.ts'
import { inEnglish, say, saysOf, told } from '../../../preload/words/sentences.ts'
import * as v from 'valibot'
import { said } from '../../said.ts'

const offline = say('daemon.offline', { daemon: 'nas' })

describe('a sentence as data', () => {
  it('is said in every language, with what stands in it', () => {
    expect(told('en', offline)).toBe('nas is not connected. Try again when it is.')
    expect(told('de', offline)).toBe('nas ist nicht verbunden. Nach dem Verbinden noch einmal versuchen.')
    expect(told('de', say('link.ended'))).toBe('Die Verbindung wurde beendet.')
  })

  it('may stand in another one, and is said in the same language', () => {
    const within = say('daemon.offline', { daemon: say('link.ended') })
    expect(told('de', within)).toMatch(/^Die Verbindung wurde beendet\. ist nicht verbunden/)
  })

  it('stays the same over a border', () => {
    expect(told('de', JSON.parse(JSON.stringify(offline)) as typeof offline)).toBe(told('de', offline))
  })

  it('that another version made is not guessed at', () => {
    expect(told('de', { id: 'daemon.gone', with: {} })).toBeNull()
    expect(told('de', { id: 'toString', with: {} })).toBeNull()
    expect(told('de', { id: 'daemon.offline', with: { name: 'nas' } })).toBeNull()
    expect(told('de', { id: 'news.finished', with: { daemons: 7 } })).toBeNull()
    expect(told('de', { id: 'daemon.offline', with: { daemon: { id: 'gone', with: {} } } })).toBeNull()
    expect(inEnglish({ id: 'daemon.gone', with: {} })).toBe('daemon.gone')
  })

  it('is found by its English where nothing stands in it', () => {
    expect(saysOf('The connection ended.')).toEqual(say('link.ended'))
    expect(saysOf('nas is not connected.')).toBeNull()
  })
})

describe('a Fault of the catalogue', () => {
  it('has its English as its message, and crosses borders with code, sentence and English', () => {
    const fault = new Fault('offline', offline, { details: { daemon: 'nas' } })
    expect(fault.message).toBe('nas is not connected. Try again when it is.')
    expect(toProblem(fault)).toEqual({
      code: 'offline',
      message: fault.message,
      says: offline,
      retry: 'later',
      details: { daemon: 'nas' },
    })
    expect(v.parse(ProblemSchema, JSON.parse(JSON.stringify(toProblem(fault))))).toEqual(toProblem(fault))
  })

  it('keeps the words of others as they are, isolated in every language', () => {
    const { says, message } = toProblem(new Fault('remote', said('\u05dc\u05d0')))
    expect(message).toBe('\u2068\u05dc\u05d0\u2069')
    expect(says && told('de', says)).toBe(message)
  })

  it('is the same after a border, also where the other side gave no sentence', () => {
    expect(toProblem(faultOf(toProblem(new Fault('offline', offline))))).toEqual(
      toProblem(new Fault('offline', offline)),
    )
    const bare: Problem = { code: 'remote', message: 'It said no.', retry: 'later', details: { a: 1 } }
    expect(toProblem(faultOf(bare))).toMatchObject(bare)
  })

  it('crosses borders in a bounded size, with all that stands in its sentence', () => {
    const long = 'x'.repeat(100_000)
    const says = say('daemon.too-much', { daemon: long, why: said(long) })
    expect(JSON.stringify(toProblem(new Fault('remote', says))).length).toBeLessThan(5_000)
  })
})
