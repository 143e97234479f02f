import { describe, expect, it } from 'vitest'
import type { Bridge } from '../../../../preload/contract/bridge.ts'
import type { Candidate } from '../../../../preload/contract/importing.ts'
import { bySource, ImportJob, whyNot } from '../../../../renderer/screen/import/job.svelte.ts'
import { HandBridge } from '../data/bridge.ts'
import { sampleKind } from './samples.ts'

const source = '/home/anna/.config/deluge/hostlist.conf'

function candidate(id: string, more: Partial<Candidate> = {}): Candidate {
  return {
    id,
    source,
    name: id,
    place: `${id}.home`,
    address: { way: 'tls', host: `${id}.home`, port: 58846 },
    username: 'anna',
    hasPassword: true,
    level: null,
    fingerprint: null,
    already: null,
    problem: null,
    ...more,
  }
}

const damaged = { code: 'corrupt', message: 'Entry 3 is damaged.', retry: 'after-change' } as const

const ferry = sampleKind()

async function jobWith(...candidates: Candidate[]) {
  const bridge = new HandBridge()
  bridge.answers['import.find'] = () => ({ folders: ['/home/anna/.config/deluge'], candidates, problems: [] })
  const job = new ImportJob(bridge.call.bind(bridge), ferry)
  await job.look()
  const row = (id: string) => job.rows.find((one) => one.candidate.id === id)
  return { bridge, job, row }
}

describe('what an import shows', () => {
  it('is chosen beforehand where nothing is missing and nothing speaks against it', async () => {
    const { job } = await jobWith(
      candidate('whole'),
      candidate('there', { already: 'nas' }),
      candidate('damaged', { problem: damaged, address: null }),
      candidate('nobody', { username: '', hasPassword: false }),
    )
    expect(job.chosen.map(({ candidate: { id } }) => id)).toEqual(['whole'])
    expect(job.rows.map((row) => whyNot(row.candidate))).toEqual([
      null,
      'In the list already, as nas',
      'Entry 3 is damaged.',
      null,
    ])
  })

  it('stands under the file that it is from', async () => {
    const { job } = await jobWith(candidate('a'), candidate('b', { source: '/elsewhere' }), candidate('c'))
    expect(bySource(job.rows).map(({ source: path, rows }) => [path, rows.length])).toEqual([
      [source, 2],
      ['/elsewhere', 1],
    ])
  })

  it('is what the programs of one kind know, in the usual places or in the folder given', async () => {
    const { bridge, job } = await jobWith()
    await job.look('/old')
    expect(bridge.named('import.find')).toEqual([{ kind: 'ferry' }, { kind: 'ferry', folder: '/old' }])
  })

  it('stays when another folder cannot be looked in, and the field says why', async () => {
    const { bridge, job } = await jobWith(candidate('a'))
    bridge.answers['import.find'] = () => ({ code: 'not-found', message: 'There is no folder.', retry: 'never' })
    await job.look('/nowhere')
    expect(job.rows).toHaveLength(1)
    expect(job.refusal).toBe('There is no folder.')
    expect(job.elsewhere).toBe(false)
  })

  it('is replaced by what the last folder has, whichever answer comes first', async () => {
    const answers: (() => void)[] = []
    const call = ((name: string, args: { folder?: string }) =>
      new Promise((resolve) => {
        const value = { folders: [], candidates: [candidate(args.folder ?? 'usual')], problems: [] }
        answers.push(() => resolve({ ok: true, value }))
        expect(name).toBe('import.find')
      })) as unknown as Bridge['call']
    const job = new ImportJob(call, ferry)
    const looks = [job.look(), job.look('/second')]
    answers[1]?.()
    answers[0]?.()
    await Promise.all(looks)
    expect(job.rows.map(({ name }) => name)).toEqual(['/second'])
    expect(job.elsewhere).toBe(true)
  })
})

describe('before an import', () => {
  it('every name must be one that nothing else has', async () => {
    const { job, row } = await jobWith(candidate('nas'), candidate('box'), candidate('barn'), candidate('attic'))
    job.set('box', { name: ' NAS ' })
    job.set('barn', { name: '  ' })
    expect(job.check(['attic'])).toBe(false)
    expect(row('nas')?.message).toBeNull()
    expect(row('box')).toMatchObject({ field: 'name', message: 'Two of these are named NAS.' })
    expect(row('barn')).toMatchObject({ field: 'name', message: 'Give it a name.' })
    expect(row('attic')).toMatchObject({ field: 'name', message: 'There is a daemon named attic already.' })
  })

  it('an account must be there, typed or from the file', async () => {
    const { job, row } = await jobWith(candidate('a', { username: '', hasPassword: false }))
    job.set('a', { chosen: true })
    expect(job.check([])).toBe(false)
    expect(row('a')?.field).toBe('username')
    job.set('a', { username: 'anna' })
    expect(job.check([])).toBe(false)
    expect(row('a')?.field).toBe('password')
    job.set('a', { password: 'x' })
    expect(job.check([])).toBe(true)
  })

  it('no account is asked for where the kind can do without', async () => {
    const bridge = new HandBridge()
    const candidates = [candidate('a', { username: '', hasPassword: false })]
    bridge.answers['import.find'] = () => ({ folders: [], candidates, problems: [] })
    const job = new ImportJob(bridge.call.bind(bridge), sampleKind({ account: 'optional' }))
    await job.look()
    expect(job.chosen).toHaveLength(1)
    expect(job.check([])).toBe(true)
  })
})

describe('an import', () => {
  it('sends what is chosen, with what was typed and nothing that the file has', async () => {
    const { bridge, job } = await jobWith(
      candidate('a'),
      candidate('b', { username: '', hasPassword: false }),
      candidate('c', { hasPassword: false }),
      candidate('d'),
    )
    job.set('a', { name: ' store ' })
    job.set('b', { chosen: true, username: ' rob ', password: ' p ' })
    job.set('c', { chosen: true, password: 'q' })
    job.set('d', { chosen: false })
    bridge.answers['import.take'] = () => ['a', 'b', 'c'].map((id) => ({ id, daemon: null, problem: null }))
    await job.take()
    expect(bridge.asked.at(-1)?.args).toEqual({
      items: [
        { id: 'a', name: 'store' },
        { id: 'b', name: 'b', username: 'rob', password: ' p ' },
        { id: 'c', name: 'c', password: 'q' },
      ],
    })
  })

  it('says of each how it fared, and takes only the rest at the next try', async () => {
    const { bridge, job, row } = await jobWith(candidate('a'), candidate('b'))
    const problem = { code: 'invalid', message: 'nas is that already.', retry: 'after-change' } as const
    bridge.answers['import.take'] = () => [
      { id: 'a', daemon: null, problem: null },
      { id: 'b', daemon: null, problem },
    ]
    expect(await job.take()).toEqual({ added: 1, failed: 1 })
    expect(row('a')?.state).toBe('added')
    expect(row('b')).toMatchObject({ state: 'failed', message: 'nas is that already.' })
    expect(job.chosen.map(({ name }) => name)).toEqual(['b'])
  })

  it('that fails as a whole leaves every row with the reason', async () => {
    const { bridge, job, row } = await jobWith(candidate('a'), candidate('b'))
    bridge.answers['import.take'] = () => ({ code: 'offline', message: 'Estuary is closing.', retry: 'later' })
    expect(await job.take()).toEqual({ added: 0, failed: 2 })
    expect(row('a')).toMatchObject({ state: 'failed', message: 'Estuary is closing.' })
    expect(job.busy).toBeNull()
  })
})
