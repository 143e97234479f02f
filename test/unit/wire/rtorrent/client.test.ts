import { describe, expect, it, vi } from 'vitest'
import { requests } from '../../../../main/lib/bounds.ts'
import { Fault } from '../../../../main/lib/fault.ts'
import type { WireCall } from '../../../../main/wire/rtorrent/calls.ts'
import { writeFault } from '../../../../main/wire/xmlrpc/writer.ts'
import { callsIn, clientByHand } from './asking.ts'

const reading = (method: string): WireCall => ({ method, params: [], changing: false })
const changing = (method: string): WireCall => ({ method, params: [], changing: true })

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const outcome = await work.catch((error: unknown) => error)
  if (outcome instanceof Fault) return outcome
  throw new Error(`This did not fail: ${JSON.stringify(outcome)}`)
}

/** Lets everything run that waits for nothing but its turn. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a client of a daemon that does one thing at a time', () => {
  it('has one request under way, and a person’s first among those that wait', async () => {
    const { client, hand } = clientByHand()
    const order: string[] = []
    const ask = (method: string, urgency: 'person' | 'list'): Promise<unknown> =>
      client.call(reading(method), { urgency }).then(() => order.push(method))
    const all = [ask('a', 'list'), ask('b', 'list'), ask('c', 'person'), ask('d', 'person'), ask('e', 'list')]
    for (let round = 0; round < 5; round += 1) {
      expect(hand.asked).toHaveLength(round + 1)
      hand.asked[round]!.answer(0)
      await vi.waitFor(() => expect(order).toHaveLength(round + 1))
    }
    await Promise.all(all)
    expect(order).toEqual(['a', 'c', 'd', 'b', 'e'])
  })

  it('asks several calls in one request, and has each one’s answer or its refusal', async () => {
    const { client, hand } = clientByHand()
    const asked = client.ask([reading('a'), reading('b'), reading('c')])
    expect(hand.asked[0]?.method).toBe('system.multicall')
    expect(callsIn(hand.asked[0]!).map(({ method }) => method)).toEqual(['a', 'b', 'c'])
    hand.asked[0]!.answer([[1], { faultCode: -501, faultString: 'Could not find info-hash.' }, [[2, 3]]])
    const [one, refused, list] = await asked
    expect([one, list]).toEqual([1, [2, 3]])
    expect(refused).toMatchObject({ code: 'not-found' })
  })

  it('makes several requests of what is too long for one, and lets a person’s come between', async () => {
    const { client, hand } = clientByHand()
    const long = { ...reading('long'), params: ['x'.repeat(100_000)] }
    const asked = client.ask([long, long, long, long])
    expect(callsIn(hand.asked[0]!)).toHaveLength(2)
    expect(hand.asked[0]!.bytes).toBeLessThan(requests.bytes)
    const person = client.call(reading('now'), { urgency: 'person' })
    hand.asked[0]!.answer([[1], [2]])
    await vi.waitFor(() => expect(hand.asked).toHaveLength(2))
    expect(hand.asked[1]!.method).toBe('now')
    hand.asked[1]!.answer('done')
    expect(await person).toBe('done')
    await vi.waitFor(() => expect(hand.asked).toHaveLength(3))
    hand.asked[2]!.answer([[3], [4]])
    expect(await asked).toEqual([1, 2, 3, 4])
  })

  it('has what was answered before a request failed, and the failure for the rest', async () => {
    const { client, hand } = clientByHand()
    const long = { ...reading('long'), params: ['x'.repeat(200_000)] }
    const asked = client.ask([long, long])
    hand.asked[0]!.answer(1)
    await vi.waitFor(() => expect(hand.asked).toHaveLength(2))
    hand.asked[1]!.fail(new Fault('closed', { id: 'daemon.some', with: {} }))
    expect(await asked).toMatchObject([1, { code: 'closed' }])
  })

  it('sends nothing that is longer than the daemon takes', async () => {
    const { client, hand } = clientByHand()
    client.mostBytes = 10_000
    const fault = await faultOf(client.call({ ...changing('load.raw'), params: [new Uint8Array(10_000)] }))
    expect(fault).toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/14.KiB.*takes 9.KiB/s) as unknown,
    })
    expect(hand.asked).toEqual([])
  })

  it('refuses what nobody could wait for any more', async () => {
    const { client } = clientByHand()
    const waiting = Array.from({ length: requests.waiting + 1 }, () => faultOf(client.call(reading('a'))))
    expect(await faultOf(client.call(reading('a')))).toMatchObject({ code: 'too-large', retry: 'later' })
    client.close()
    for (const fault of await Promise.all(waiting)) expect(fault.code).toBe('closed')
  })

  it.each([
    ['a list', [1, 2], 'protocol'],
    ['a word', 'x', 'protocol'],
  ])('takes %s for no answer to several calls', async (_what, answer, code) => {
    const { client, hand } = clientByHand()
    const asked = faultOf(client.ask([reading('a'), reading('b'), reading('c')]))
    hand.asked[0]!.answer(answer)
    expect(await asked).toMatchObject({ code })
  })

  it.each([
    [-501, 'Could not find info-hash.', 'not-found'],
    [-503, 'invalid parameters: info-hash not found', 'not-found'],
    [-506, "Method 'd.nope' not defined", 'incompatible'],
    [-503, 'Command "d.nope" does not exist.', 'incompatible'],
    [-503, 'XML-RPC request too large. Max allowed is 524288 bytes', 'too-large'],
    [-503, `Wrong object type. ${'\u0001<b>'.repeat(9_000)}`, 'remote'],
  ])('tells refusal %i (%s) by its code', async (faultCode, faultString, code) => {
    const { client, hand } = clientByHand()
    const asked = faultOf(client.call(changing('d.nope')))
    hand.asked[0]!.answerRaw(writeFault({ faultCode, faultString: faultString.replaceAll('\u0001', '') }))
    const fault = await asked
    expect(fault).toMatchObject({ code, details: { faultCode, method: 'd.nope' } })
    expect(fault.message.length).toBeLessThan(1_200)
    expect(await faultOf(Promise.reject(fault))).toBe(fault)
  })
})

describe('an answer that does not come', () => {
  it('is a time-out for what reads, not known for what changes, and not asked for what waited', async () => {
    const { client, hand } = clientByHand()
    const late = faultOf(client.call(reading('a'), { deadlineMs: 30 }))
    const waited = faultOf(client.call(changing('b'), { deadlineMs: 10 }))
    expect(await waited).toMatchObject({ code: 'timeout', message: expect.stringContaining('not asked') as unknown })
    expect(await late).toMatchObject({ code: 'timeout' })
    expect(hand.asked).toHaveLength(1)
    expect(hand.asked[0]!.options.signal.aborted).toBe(true)
    const unsure = faultOf(client.call(changing('c'), { deadlineMs: 10 }))
    expect(await unsure).toMatchObject({ code: 'outcome-unknown', retry: 'never' })
  })

  it('because of the way is not known either, unless the daemon was never reached', async () => {
    const { client, hand } = clientByHand()
    const broken = faultOf(client.call(changing('a')))
    hand.asked[0]!.fail(new Fault('closed', { id: 'daemon.some', with: {} }))
    expect(await broken).toMatchObject({ code: 'outcome-unknown' })
    const refused = faultOf(client.call(changing('b')))
    hand.asked[1]!.fail(new Fault('bad-login', { id: 'daemon.some', with: {} }, { details: { status: 401 } }))
    expect(await refused).toMatchObject({ code: 'bad-login' })
    const unreadable = faultOf(client.call(changing('c')))
    hand.asked[2]!.answerRaw('<html>')
    expect(await unreadable).toMatchObject({ code: 'outcome-unknown' })
  })

  it('is not waited for by who gave up, and the next is asked', async () => {
    const { client, hand } = clientByHand()
    const [first, second] = [new AbortController(), new AbortController()]
    const under = faultOf(client.call(reading('a'), { signal: first.signal }))
    const waiting = faultOf(client.call(reading('b'), { signal: second.signal }))
    const third = client.call(reading('c'))
    second.abort()
    expect(await waiting).toMatchObject({ code: 'closed' })
    first.abort()
    expect(await under).toMatchObject({ code: 'closed' })
    await vi.waitFor(() => expect(hand.asked.map(({ method }) => method)).toEqual(['a', 'c']))
    hand.asked[1]!.answer(7)
    expect(await third).toBe(7)
    expect(await faultOf(client.call(reading('d'), { signal: first.signal }))).toMatchObject({ code: 'closed' })
  })

  it('ends with the client: all that waits, and what is under way', async () => {
    const { client, hand } = clientByHand()
    const under = faultOf(client.call(changing('a')))
    const waiting = faultOf(client.call(reading('b')))
    client.close(new Fault('offline', { id: 'daemon.some', with: {} }))
    expect(await under).toMatchObject({ code: 'outcome-unknown' })
    expect(await waiting).toMatchObject({ code: 'offline' })
    expect(await faultOf(client.call(reading('c')))).toMatchObject({ code: 'offline' })
    await settled()
    expect(hand.asked).toHaveLength(1)
    expect(hand.isClosed).toBe(true)
  })
})
