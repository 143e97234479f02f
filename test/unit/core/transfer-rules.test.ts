import { describe, expect, it } from 'vitest'
import type { NoticeRule } from '../../../preload/contract/notices.ts'
import type { PortableSetting } from '../../../preload/contract/settings.ts'
import { carefulBackend, fingerprintOf } from './fake-backend.ts'
import { box, nas, open } from './house.ts'

const certificate = fingerprintOf('A1')
const openHere = () => open(carefulBackend({ 'nas.home': certificate }))

describe('an import', () => {
  it('brings the rules of notices to the daemons that they are about, under whatever ids those have', async () => {
    const old = await openHere()
    const first = await old.window.value('daemons.add', { ...nas, fingerprint: certificate })
    const second = await old.window.value('daemons.add', { ...box, fingerprint: certificate })
    const about = (daemon: string | null): NoticeRule => ({
      on: true,
      kind: null,
      daemon,
      label: null,
      outcome: 'bell',
    })
    const noticeRules = [about(second.id), about(null), about('gone'), about(first.id)]
    await old.window.value('settings.set', { noticeRules })
    const { content } = await old.window.value('transfer.export', {})
    expect(content).not.toContain(first.id)
    expect((await old.window.value('transfer.look', { content })).settings.to.noticeRules).toEqual([
      noticeRules[0],
      noticeRules[1],
      noticeRules[3],
    ])

    const { window } = await openHere()
    const plan = await window.value('transfer.look', { content })
    const chosen = plan.daemons.find(({ name }) => name === 'box')
    const { daemons } = await window.value('transfer.take', {
      daemons: [{ id: chosen!.id, name: 'box' }],
      settings: ['noticeRules'],
    })
    // The one about a daemon that was not taken over means nothing here.
    expect((await window.value('settings.get', {})).noticeRules).toEqual([about(daemons[0]!.daemon!.id), about(null)])
  })

  it.each([
    ['an id', 'abcd'],
    ['a place beyond the list', 7],
    ['no place', -1],
    ['half a place', 0.5],
  ])('takes over no rule whose daemon is %s', async (_what, daemon) => {
    const { window } = await openHere()
    const noticeRules = [{ on: true, kind: null, daemon, label: null, outcome: 'bell' }]
    const plan = await window.value('transfer.look', {
      content: JSON.stringify({ format: 'estuary-settings', version: 1, settings: { noticeRules, theme: 'dark' } }),
    })
    const settings = Object.keys(plan.settings.to) as PortableSetting[]
    await window.value('transfer.take', { daemons: [], settings })
    expect(await window.value('settings.get', {})).toMatchObject({ noticeRules: [], theme: 'dark' })
  })
})
