import { describe, expect, it } from 'vitest'
import type { NoticeRule } from '../../../../preload/contract/notices.ts'
import { choices } from '../../../../renderer/screen/settings/notices.ts'
import { freshRule, idleness, moved, withLine } from '../../../../renderer/screen/settings/rules.ts'

const rule = (more: Partial<NoticeRule>): NoticeRule => ({ ...freshRule, kind: null, ...more })
const [one, two, three] = [rule({ label: 'one' }), rule({ label: 'two' }), rule({ label: 'three' })]

describe('the rules as they are edited', () => {
  it('are moved within their list', () => {
    expect(moved([one, two, three], 0, 2)).toEqual([two, three, one])
    expect(moved([one, two, three], 2, 1)).toEqual([one, three, two])
    expect(moved([one, two], 0, 2)).toEqual([one, two])
    expect(moved([one, two], 5, 0)).toEqual([one, two])
  })

  it('come back where they were, or at the end of a list that is shorter by now', () => {
    expect(withLine([one, three], 1, two)).toEqual([one, two, three])
    expect(withLine([one], 4, two)).toEqual([one, two])
  })

  it.each<[string, NoticeRule[], ReturnType<typeof idleness>]>([
    ['decides', [rule({ kind: 'finished' }), rule({})], null],
    ['is about daemons and wants a label', [one, rule({ kind: 'low', label: '' })], { why: 'label' }],
    ['stands behind one that fits all', [rule({}), rule({ daemon: 'nas0' })], { why: 'reached', by: 0 }],
    ['stands behind the same', [one, rule({ label: 'one', outcome: 'bell' })], { why: 'reached', by: 0 }],
    ['stands behind one that is off', [rule({ on: false }), one], null],
    ['is off', [rule({}), rule({ on: false })], null],
    ['stands behind a narrower one', [one, rule({})], null],
  ])('say whether the second of two ever decides: it %s', (_what, rules, idle) => {
    expect(idleness(rules, 1)).toEqual(idle)
  })

  it('offer what is usual, and what was set otherwise', () => {
    expect(choices([0, 5, 60], 5)).toEqual([0, 5, 60])
    expect(choices([0, 5, 60], 7)).toEqual([0, 5, 7, 60])
  })
})
