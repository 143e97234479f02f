import { describe, expect, it } from 'vitest'
import { passwordName } from '../../../main/core/daemons/managed.ts'
import type { Deed } from '../../../preload/contract/audit.ts'
import { startChild } from '../store/child.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { answering, newPlace, open, torrent } from './house.ts'

/** A removal with its files of one torrent that seeds and one that is paused; the program is killed at a step. */
interface Step {
  when: string
  /** The step's name, as the fixture says it. */
  at: string
  how?: 'undo'
  /** What the daemon was told by then. */
  told: readonly string[]
  /** How the removal stands in the audit after the next start; null = there is no line of it. */
  state: Deed['state'] | null
  why?: string
  /** The next start lets run again what was paused for the wait. */
  resumes: boolean
  /** What the next start says; null = nothing. */
  says: RegExp | null
}

const cancelled = /^Estuary ended before a removal from nas was sent: 2 torrents. Nothing was removed/
const unsure = /^Estuary ended while a removal from nas was being sent: 2 torrents. The list shows/
const nothingGone = 'Estuary ended before it was sent: nothing of it was removed.'
const nobodyKnows = 'Estuary ended while it was being sent: the list shows whether that was done.'

const waiting = { told: ['pause 1'], state: 'cancelled', why: nothingGone, resumes: true } as const
const sent = { state: 'lost', why: nobodyKnows, resumes: true } as const

const steps: Step[] = [
  { when: 'before it is written down', at: 'before audit.begin 1', told: [], state: null, resumes: false, says: null },
  { when: 'behind its line', at: 'behind audit.begin 1', told: [], state: 'lost', resumes: false, says: null },
  { when: 'as it begins to wait', at: 'behind removals.put 1', ...waiting, told: [], says: cancelled },
  { when: 'in the wait', at: 'answered', ...waiting, says: cancelled },
  { when: 'at the end of the wait', at: 'before removals.put 2', ...waiting, says: cancelled },
  { when: 'before it is sent', at: 'before daemon.remove 1', ...sent, told: ['pause 1'], says: unsure },
  {
    when: 'behind the daemon’s answer, before its end is kept',
    at: 'before removals.drop 1',
    ...sent,
    told: ['pause 1', 'remove 2'],
    says: unsure,
  },
  {
    when: 'behind its end',
    at: 'behind removals.drop 1',
    told: ['pause 1', 'remove 2'],
    state: 'done',
    resumes: false,
    says: null,
  },
  { when: 'behind the undo’s line', at: 'before removals.put 2', how: 'undo', ...waiting, says: cancelled },
  {
    when: 'behind the undo, before the torrents run again',
    at: 'behind removals.put 2',
    how: 'undo',
    told: ['pause 1'],
    state: 'undone',
    why: 'Undone before it was sent.',
    resumes: true,
    says: null,
  },
  {
    when: 'behind the undo',
    at: 'behind audit.end 2',
    how: 'undo',
    told: ['pause 1', 'resume 1'],
    state: 'undone',
    resumes: false,
    says: null,
  },
]

describe('a program that is killed around a removal', () => {
  it.each(steps)(
    'removes nothing unasked, and says at the next start how that ended: $when',
    async ({ at, how = 'send', told, state, why, resumes, says }) => {
      const place = newPlace()
      const child = startChild('../../core/fixtures/dying-removal.ts', place.dataFolder, how, ...at.split(' '))
      if (at !== 'answered') await child.line(at)
      await child.ended
      // The system keeps the password.
      await place.keeper.set(passwordName((await child.line('daemon ')).slice(7)), 'top secret')
      expect(child.lines).not.toContain('through')
      expect(child.lines.filter((line) => line.startsWith('told ')).map((line) => line.slice(5))).toEqual(told)

      // The daemon has what it was left with.
      const isGone = told.includes('remove 2')
      const session = new FakeConnection(isGone ? [] : [torrent(1), torrent(2)])
      const { window, clock } = await open(answering(session), place)
      const { remarks } = await window.value('app.info', {})
      expect(remarks.map(({ text }) => text)).toEqual(says ? [expect.stringMatching(says)] : [])
      const lines = (await window.value('events.list', { limit: 100 })).map(({ text }) => text)
      expect(lines.filter((text) => text === remarks[0]?.text)).toHaveLength(remarks.length)
      await clock.advance(10_000)
      // A daemon that says at first that it has none is not believed at once, so that it may be asked for nothing.
      const acts = session.acts.filter(({ verb }) => !isGone || verb !== 'resume')
      expect(acts).toEqual(resumes && !isGone ? [{ verb: 'resume', hashes: [hashOf(1)] }] : [])

      const deeds = await window.value('audit.list', { limit: 100 })
      const own = deeds.filter(({ call }) => call === 'removals.begin')
      expect(own.map((deed) => deed.state)).toEqual(state ? [state] : [])
      if (why) expect(own[0]?.failures).toMatchObject([{ problem: { message: why }, times: 2 }])
      // The line of the daemon before it is there in any case, and none is open.
      expect(deeds.at(-1)).toMatchObject({ call: 'daemons.add', state: 'done' })
      expect(deeds.filter((deed) => deed.state === 'pending' || deed.state === 'waiting')).toEqual([])
    },
    60_000,
  )
})
