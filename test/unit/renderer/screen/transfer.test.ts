import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { portableSettings, SettingsSchema } from '../../../../preload/contract/settings.ts'
import type { Arrival, TransferPlan } from '../../../../preload/contract/transfer.ts'
import { TransferJob } from '../../../../renderer/screen/transfer/job.svelte.ts'
import { changeText, settingText } from '../../../../renderer/screen/transfer/values.ts'
import { HandBridge, offline } from '../data/bridge.ts'

function arrival(id: string, more: Partial<Arrival> = {}): Arrival {
  return {
    id,
    state: 'new',
    name: id,
    address: { way: 'tls', host: `${id}.home`, port: 58846 },
    username: 'anna',
    mark: 0,
    fingerprint: null,
    here: null,
    changes: [],
    otherCertificate: false,
    problem: null,
    ...more,
  }
}

const unknownKind = { code: 'incompatible', message: 'This Estuary does not know it.', retry: 'never' } as const

async function jobWith(plan: Partial<TransferPlan>) {
  const bridge = new HandBridge()
  const settings = { from: {}, to: {} }
  bridge.answers['transfer.look'] = () => ({
    writtenAt: null,
    writtenBy: null,
    daemons: [],
    settings,
    problems: [],
    ...plan,
  })
  const job = new TransferJob(bridge.call.bind(bridge))
  await job.look('{}')
  return { bridge, job, row: (id: string) => job.rows.find((one) => one.arrival.id === id) }
}

const themes = { from: { theme: 'system', detailsOpen: true }, to: { theme: 'dark', detailsOpen: false } } as const

describe('what a file would change', () => {
  it('is chosen beforehand, except what is the same or cannot be taken', async () => {
    const { job, row } = await jobWith({
      daemons: [
        arrival('fresh'),
        arrival('same', { state: 'same', here: 'same' }),
        arrival('other', { state: 'differs', here: 'old', changes: ['name'] }),
        arrival('odd', { problem: unknownKind }),
      ],
      settings: themes,
    })
    expect(job.rows.map(({ chosen }) => chosen)).toEqual([true, false, true, false])
    expect(row('odd')?.message).toBe('This Estuary does not know it.')
    expect(job.settings).toEqual([
      { name: 'theme', chosen: true, isTaken: false },
      { name: 'detailsOpen', chosen: true, isTaken: false },
    ])
    expect(job.chosen).toBe(4)
  })

  it('is taken as it was chosen, and the settings from before are known', async () => {
    const { bridge, job } = await jobWith({ daemons: [arrival('a'), arrival('b')], settings: themes })
    bridge.answers['transfer.take'] = () => ({ daemons: [{ id: 'a', daemon: null, problem: null }], settings: null })
    job.set('a', { name: ' store ' })
    job.set('b', { chosen: false })
    job.chooseSetting('detailsOpen', false)
    expect(await job.take()).toEqual({ daemons: 1, settings: 1, failed: 0, before: { theme: 'system' } })
    expect(bridge.named('transfer.take')).toEqual([{ daemons: [{ id: 'a', name: 'store' }], settings: ['theme'] }])
    expect(job.chosen).toBe(0)
  })

  it('stays with its message where it could not be taken', async () => {
    const { bridge, job, row } = await jobWith({ daemons: [arrival('a'), arrival('b')], settings: themes })
    bridge.answers['transfer.take'] = () => ({
      daemons: [
        { id: 'a', daemon: null, problem: offline },
        { id: 'b', daemon: null, problem: null },
      ],
      settings: offline,
    })
    expect(await job.take()).toEqual({ daemons: 1, settings: 0, failed: 3, before: null })
    expect([row('a')?.state, row('a')?.message, row('b')?.state]).toEqual(['failed', offline.message, 'taken'])
    expect([job.problem, job.chosen]).toEqual([offline.message, 3])
  })

  it('needs a name of its own for every daemon that is called something', async () => {
    const { job, row } = await jobWith({
      daemons: [
        arrival('a'),
        arrival('b'),
        arrival('c'),
        arrival('d'),
        arrival('e', { state: 'differs', here: 'nas', name: 'nas', changes: ['mark'] }),
      ],
    })
    job.set('a', { name: ' ' })
    job.set('b', { name: 'NAS' })
    job.set('c', { name: 'shed' })
    job.set('d', { name: 'Shed' })
    expect(job.check(['nas'])).toBe(false)
    expect(job.rows.map(({ message }) => message)).toEqual([
      'Give it a name.',
      'There is a daemon named NAS already.',
      null,
      'Two of these are named Shed.',
      null,
    ])
    for (const [id, name] of Object.entries({ a: 'one', b: 'two', d: 'four' })) job.set(id, { name })
    expect(job.check(['nas'])).toBe(true)
    expect(row('e')?.message).toBeNull()
  })

  it('is nothing where the file is refused, also when another was shown before', async () => {
    const { bridge, job } = await jobWith({ daemons: [arrival('a')], settings: themes })
    bridge.answers['transfer.look'] = () => offline
    await job.look('no')
    expect([job.plan, job.rows, job.settings, job.problem]).toEqual([null, [], [], offline.message])
  })

  it('chooses all settings at once, and none', async () => {
    const { job } = await jobWith({ settings: themes })
    job.chooseAllSettings(false)
    expect(job.chosen).toBe(0)
    job.chooseAllSettings(true)
    expect(job.chosen).toBe(2)
  })
})

describe('what a setting is called', () => {
  const usual = v.parse(
    SettingsSchema,
    Object.fromEntries(Object.keys(SettingsSchema.entries).map((key) => [key, undefined])),
  )

  it('is said of every setting that can be taken along', () => {
    for (const name of portableSettings) expect(settingText(name, usual), name).not.toBe('')
  })

  it('never reads the same before and after', () => {
    const columns = (width: number) => ({ columns: [{ id: 'size', width, visible: true } as const] })
    expect(changeText('columns', columns(80), columns(120))).toEqual(['Size\u00a080', 'Size\u00a0120'])
    expect(changeText('sort', usual, { sort: [{ column: 'name', down: false }] })).toEqual([
      'by Added (descending)',
      'by Name',
    ])
    expect(changeText('keys', usual, { keys: { find: [] } })).toEqual(['as usual', '1 command changed'])
  })
})
