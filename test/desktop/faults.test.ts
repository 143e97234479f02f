import { mkdirSync, rmSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type Ending, faultCode } from '../../main/lib/endings.ts'
import { soon } from '../e2e/soon.ts'
import { startFleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { connect, useDesk } from './desk.ts'

/** What the program asked to be started with again. */
function endingsIn(relaunch: Record<string, unknown>): { spelled: string; endings: Ending[] } {
  const args = relaunch['args'] as string[]
  const spelled = args.find((argument) => argument.startsWith('--endings=')) ?? ''
  return { spelled, endings: JSON.parse(spelled.slice('--endings='.length)) as Ending[] }
}

needs('chromium').describe('the desktop program, after faults', () => {
  const desk = useDesk()

  it('of its own begins anew, and the fourth time in safe mode, until the person connects what they want', async () => {
    const harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
    const first = await desk.open()
    await connect(first, harbour)
    await first.ask({ do: 'throw' })
    expect(await first.ended()).toBe(faultCode)
    expect(first.takeComplaints().join()).toContain('TypeError: thrown by a test')
    const [once] = first.all('relaunch').map(endingsIn)
    expect(once?.endings).toMatchObject([{ what: 'TypeError: thrown by a test' }])
    const [ending] = once!.endings
    const often = JSON.stringify([ending, ending, ending])
    const fourth = await desk.open({ place: first.place, args: [`--endings=${often}`] })
    const page = await fourth.page()
    await soon(() => page.getByText('1 of 1 daemon connected').count()).toBe(1)
    expect(await page.getByText('Safe mode').count()).toBe(0)
    await fourth.ask({ do: 'throw' })
    expect(await fourth.ended()).toBe(faultCode)
    fourth.takeComplaints()
    const [last] = fourth.all('relaunch').map(endingsIn)
    const { connections } = harbour.counters
    const safe = await desk.open({ place: first.place, args: [last!.spelled] })
    const card = (await safe.page()).getByRole('region', { name: /Safe mode/ })
    await soon(() => card.textContent()).toContain('The last fault: TypeError: thrown by a test')
    expect(harbour.counters.connections).toBe(connections)
    await card.getByRole('button', { name: `Connect ${harbour.name}` }).click()
    await soon(() => card.count()).toBe(0)
    await soon(() => harbour.connected).toBe(1)
    await harbour.close()
  })

  it('of the disk says in its window what is the matter, until it is over', async () => {
    const desktop = await desk.open()
    const { data } = desktop.place
    const page = await desktop.page()
    rmSync(data, { recursive: true })
    const banner = page.getByRole('status').filter({ hasText: 'Nothing is being saved.' })
    await soon(() => banner.textContent()).toContain(`${data} is gone: put it back`)
    mkdirSync(data)
    await banner.getByRole('button', { name: 'Try again' }).click()
    await soon(() => banner.count()).toBe(0)
    expect(desktop.takeComplaints().join()).toMatch(/nothing can be written down.*the disk works again/s)
  })
})
