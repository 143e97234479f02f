import { describe, expect, expectTypeOf, it } from 'vitest'
import { Fault } from '../../../../main/lib/fault.ts'
import { Rtorrent } from '../../../../main/wire/rtorrent/rtorrent.ts'
import type { XmlInput } from '../../../../main/wire/xmlrpc/values.ts'
import { modelMap } from '../../../vectors/generate-names.ts'
import { readFileSync } from 'node:fs'
import { callsIn, clientByHand, type Hand } from './asking.ts'

const recorded = readFileSync(new URL('../../../vectors/rtorrent/methods-0.9.8.txt', import.meta.url), 'utf8')
const methods = new Set(recorded.trim().split('\n'))
const hash = '29280e61927af1e69256ac2baef9e188e27c7b60'

function met(version = '0.9.8', known: ReadonlySet<string> = methods): { rt: Rtorrent; hand: Hand } {
  const { client, hand } = clientByHand()
  return { rt: new Rtorrent({ client, methods: known, version, libraryVersion: '0.13.8' }), hand }
}

/** What a question sends, and what its answer is when it is answered with this. */
async function exchanged<T>(hand: Hand, work: Promise<T>, answer: XmlInput): Promise<{ sent: unknown; answer: T }> {
  const asked = hand.asked.at(-1)!
  const sent = asked.method === 'system.multicall' ? callsIn(asked) : { method: asked.method, params: asked.params }
  asked.answer(answer)
  return { sent, answer: await work }
}

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return error instanceof Fault ? error.code : String(error)
  }
  return 'none'
}

describe('a query', () => {
  it('asks what was chained in one request, and answers by the names', async () => {
    const { rt, hand } = met()
    const work = rt.query().uploadRate().downloadRate().hostname().viewList().first()
    expectTypeOf(work).resolves.toMatchObjectType<{ uploadRate: number; hostname: string; viewList: string[] }>()
    const { sent, answer } = await exchanged(hand, work, [[16_303], [4_932], ['sheeva'], [['main']]])
    expect(answer).toEqual({ uploadRate: 16_303, downloadRate: 4_932, hostname: 'sheeva', viewList: ['main'] })
    expect(sent).toEqual([
      { method: 'throttle.global_up.rate', params: [] },
      { method: 'throttle.global_down.rate', params: [] },
      { method: 'system.hostname', params: [] },
      { method: 'view.list', params: [] },
    ])
  })

  it('begins what it changes of the whole with an empty target, and what it asks of a torrent with its hash', async () => {
    const { rt, hand } = met()
    const whole = rt.query().setUploadThrottle(20_480).uploadThrottle().viewSize('main').first()
    expect((await exchanged(hand, whole, [[0], [20_480], [3]])).sent).toEqual([
      { method: 'throttle.global_up.max_rate.set', params: ['', 20_480] },
      { method: 'throttle.global_up.max_rate', params: [] },
      { method: 'view.size', params: ['', 'main'] },
    ])
    const one = rt.torrent(hash).setLabel('a,b;"$x=1').first()
    expect((await exchanged(hand, one, 0)).sent).toEqual({
      method: 'd.custom1.set',
      params: [hash.toUpperCase(), 'a,b;"$x=1'],
    })
  })

  it('asks the same of several torrents at once, and answers for each', async () => {
    const { rt, hand } = met()
    const work = rt
      .torrents([hash, 'f'.repeat(40)])
      .stop()
      .state()
      .each()
    expectTypeOf(work).resolves.items.toEqualTypeOf<({ stop: number } & { state: number }) | Fault>()
    const missing = { faultCode: -501, faultString: 'Could not find info-hash.' }
    const { answer } = await exchanged(hand, work, [[0], [1], missing, missing])
    expect(answer).toMatchObject([{ stop: 0, state: 1 }, { code: 'not-found' }])
  })

  it('fails with the first call that was refused', async () => {
    const { rt, hand } = met()
    const work = rt.torrent(hash).name().setThrottleName('slow').first()
    hand.asked[0]!.answer([['a'], { faultCode: -503, faultString: 'Cannot set throttle on active download.' }])
    await expect(work).rejects.toMatchObject({ code: 'remote', details: { method: 'd.throttle_name.set' } })
  })

  it('takes no answer of another type', async () => {
    const { rt, hand } = met()
    const work = rt.torrent(hash).name().first()
    hand.asked[0]!.answer(['a'])
    await expect(work).rejects.toMatchObject({ code: 'protocol' })
  })

  it('asks by old names where a daemon has nothing else, and then without an empty target', async () => {
    const old = new Set(modelMap().map((known) => known.old))
    const { rt, hand } = met('0.8.9', new Set([...old, 'd.multicall']))
    const whole = rt.query().uploadRate().setUploadThrottle(1).first()
    expect((await exchanged(hand, whole, [[0], [0]])).sent).toEqual([
      { method: 'get_up_rate', params: [] },
      { method: 'set_upload_rate', params: [1] },
    ])
    const list = rt.torrentsIn('main').name().all()
    expect((await exchanged(hand, list, [['a']])).sent).toEqual({
      method: 'd.multicall',
      params: ['main', 'd.get_name='],
    })
  })
})

describe('what cannot be asked', () => {
  it('is refused before anything is sent: names that nobody knows, or that this version does not have', async () => {
    const { rt, hand } = met('0.9.8', new Set(['d.multicall2', 'd.name']))
    expect(codeOf(() => rt.query().named('executeCommand', 'sh'))).toBe('invalid')
    expect(codeOf(() => rt.query().named('constructor'))).toBe('invalid')
    expect(codeOf(() => rt.torrentsIn().named('setLabel', 'x'))).toBe('invalid')
    expect(codeOf(() => rt.torrentsIn().named('erase'))).toBe('invalid')
    await expect(Promise.resolve().then(() => rt.torrent(hash).ratio().first())).rejects.toMatchObject({
      code: 'incompatible',
    })
    await expect(Promise.resolve().then(() => rt.torrentsIn().all())).rejects.toMatchObject({ code: 'invalid' })
    expect([rt.has('torrent', 'name'), rt.has('torrent', 'ratio')]).toEqual([true, false])
    expect(hand.asked).toEqual([])
  })

  it('is a file, a peer or a torrent that is not named as the daemon needs it', () => {
    const { rt } = met()
    for (const wrong of ['', 'x', `${hash}:f0`, `${hash} `, hash.slice(1), `${hash}\n`]) {
      expect(
        codeOf(() => rt.torrent(wrong)),
        wrong,
      ).toBe('invalid')
      expect(
        codeOf(() => rt.file(wrong, 0)),
        wrong,
      ).toBe('invalid')
      expect(
        codeOf(() => rt.filesOf(wrong)),
        wrong,
      ).toBe('invalid')
    }
    for (const wrong of [-1, 0.5, Number.NaN, Infinity, 1e9]) {
      expect(
        codeOf(() => rt.file(hash, wrong)),
        String(wrong),
      ).toBe('invalid')
      expect(
        codeOf(() => rt.tracker(hash, wrong)),
        String(wrong),
      ).toBe('invalid')
    }
    expect(codeOf(() => rt.peer(hash, '0'))).toBe('invalid')
    expect(rt.file(hash, 2).path().calls()).toEqual([
      { method: 'f.path', params: [`${hash.toUpperCase()}:f2`], changing: false },
    ])
  })

  it('are arguments that do not fit: wrong types, too many, several sources', () => {
    const { rt } = met()
    const wrong: [string, ...unknown[]][] = [
      ['setUploadThrottle', '1'],
      ['setUploadThrottle', 0.5],
      ['setUploadThrottle'],
      ['setUploadThrottle', 1, 2],
      ['uploadRate', 'x'],
      ['addTorrentRaw', 'x'],
      ['addTorrent', '/srv/*.torrent'],
      ['addTorrent', 'relative.torrent'],
      ['addTorrent', 'magnet:?xt=a b'],
      ['addTorrent', '/a.torrent', 'd.custom1.set=x'],
      ['createView', 7],
      ['createView', 'x'.repeat(70_000)],
      ['defineUploadThrottle', 'slow', -1],
    ]
    for (const [name, ...given] of wrong) {
      expect(
        codeOf(() => rt.query().named(name, ...given)),
        `${name} ${String(given)}`,
      ).toBe('invalid')
    }
    for (const key of ['', 'a b', 'a,b', 'a;b', '$a', 'a"', 'a=b', 'a(', 'ä', 'a\n', 'x'.repeat(65)]) {
      expect(
        codeOf(() => rt.torrentsIn().customValue(key)),
        key,
      ).toBe('invalid')
    }
  })
})

describe('a list', () => {
  it('asks for fields of all torrents of a view in one call, also with arguments', async () => {
    const { rt, hand } = met()
    const work = rt.torrentsIn('active').hash().customValue('addtime').trackerUrls().all()
    expectTypeOf(work).resolves.items.toMatchObjectType<{ hash: string; customValue: string; trackerUrls: string[] }>()
    const { sent, answer } = await exchanged(hand, work, [
      ['A', '1', 'http://a/x#y#udp://b:1#'],
      ['B', '', ''],
    ])
    expect(sent).toEqual({
      method: 'd.multicall2',
      params: ['', 'active', 'd.hash=', 'd.custom=addtime', 'cat="$t.multicall=d.hash=,t.url=,cat={#}"'],
    })
    expect(answer).toEqual([
      { hash: 'A', customValue: '1', trackerUrls: ['http://a/x#y', 'udp://b:1'] },
      { hash: 'B', customValue: '', trackerUrls: [] },
    ])
  })

  it('of what is in a torrent has a pattern of names behind the hash', async () => {
    const { rt, hand } = met()
    for (const [letter, list] of [
      ['f', rt.filesOf(hash).path()],
      ['t', rt.trackersOf(hash).url()],
      ['p', rt.peersOf(hash).address()],
    ] as const) {
      const name = { f: 'path', t: 'url', p: 'address' }[letter]
      expect((await exchanged<unknown>(hand, list.all(), [['x']])).sent).toEqual({
        method: `${letter}.multicall`,
        params: [hash.toUpperCase(), '', `${letter}.${name}=`],
      })
    }
  })

  it('is called as this version calls it', async () => {
    const { rt, hand } = met('0.16.20', new Set(['d.multicall', 'd.name']))
    expect((await exchanged(hand, rt.torrentsIn().name().all(), [])).sent).toEqual({
      method: 'd.multicall',
      params: ['', 'main', 'd.name='],
    })
  })

  it('whose lines are not as long as what was asked is none', async () => {
    const { rt, hand } = met()
    for (const answer of [[['a', 'b']], ['a'], [[]], 'x', 7]) {
      const work = rt.torrentsIn().name().all()
      hand.asked.at(-1)!.answer(answer)
      await expect(work).rejects.toMatchObject({ code: 'protocol' })
    }
  })
})

describe('several questions together', () => {
  it('are one request, and each has its answer or its failure', async () => {
    const { rt, hand } = met()
    const work = rt.together([rt.query().uploadRate(), rt.torrentsIn().hash(), rt.torrent(hash).name()])
    const answers = [[7], [[['A']]], { faultCode: -501, faultString: 'Could not find info-hash.' }]
    const { answer } = await exchanged(hand, work, answers)
    const [whole, list, gone] = answer
    expectTypeOf(whole).toEqualTypeOf<{ uploadRate: number } | Fault>()
    expect([whole, list]).toEqual([{ uploadRate: 7 }, [{ hash: 'A' }]])
    expect(gone).toMatchObject({ code: 'not-found' })
  })
})
