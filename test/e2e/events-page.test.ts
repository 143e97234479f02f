import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { expectNothingSerious } from './axe.ts'
import { picture } from './browser.ts'
import { writeHistory, type Written } from './history.ts'
import { command } from './pages/palette.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'

const hour = 3_600_000
const many = 1_500

needs('chromium').describe('the page of events', () => {
  let harbour: FleetDaemon
  let attic: FleetDaemon
  let scene: Scene
  /** A torrent that is in the list, by its hash and name. */
  let here: { hash: string; name: string }

  beforeAll(async () => {
    ;[harbour, attic, scene] = await Promise.all([
      startFleetDaemon({ name: 'Harbour', torrents: 30, activity: 'none' }),
      startFleetDaemon({ name: 'Attic', torrents: 5, seed: 2, activity: 'none' }),
      Scene.open({ width: 1440, height: 900 }),
    ])
    await scene.connectFleet([harbour, attic])
    const [first] = harbour.engine.all()
    here = { hash: first!.id, name: first!.name }
    await scene.app.stop()
    writeHistory(scene.app.dataFolder, linesOf(here))
    scene.forgive(/./)
    await scene.window.open(await scene.app.start())
    scene.takeComplaints()
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([harbour.close(), attic.close()])
  })
  watchOver(() => scene)

  const list = () => scene.window.page.getByRole('treegrid', { name: 'What happened' })
  const rows = () => list().getByRole('row')
  const texts = async (): Promise<string> => (await rows().allInnerTexts()).join('\n')
  const filter = (name: string | RegExp) =>
    scene.window.page.getByRole('navigation', { name: 'Filters' }).getByRole('button', { name })

  it('opens from the bell, newest first under their days, with what happened while away above', async () => {
    const { window } = scene
    const { page } = window
    await page.getByRole('button', { name: /^Recent events/ }).click()
    await page.getByRole('button', { name: 'All events' }).click()
    await soon(texts).toContain('Today')
    expect(await texts()).toMatch(/^Today[^]*Attic: connected[^]*finished while away[^]*Attic: connection lost/)
    // Which of them was yesterday is a matter of the hour.
    expect(await texts()).toContain('Yesterday')
    await soon(() => page.locator('.page .remark').innerText()).toContain(`${(many + 11).toLocaleString('en')} since`)
    const card = page.getByRole('region', { name: 'While you were away' })
    expect((await card.innerText()).replaceAll(/\s+/g, ' ')).toMatch(
      /8 h, from .* 2 finished .* 1 failed scans\.tar .* 1 removed/,
    )
    // Only what is in view exists.
    expect(await rows().count()).toBeLessThan(60)
    await expectNothingSerious(window, 'events')
    await picture(page, 'events page')
  })

  it('is narrowed by kinds, daemons, failures and words without accents, and says when nothing fits', async () => {
    const { page } = scene.window
    const failures = page.getByRole('checkbox', { name: 'Only failures' })
    await filter(/^Removed/).click()
    await soon(texts).toMatch(/^(Today|Yesterday).*\n+old-notes: removed while away/)
    await filter(/^Failed/).click({ modifiers: ['Control'] })
    await soon(texts).toContain('backup-1450: failed. No space is left')
    await filter(/^Attic/).click()
    await soon(texts).not.toContain('backup')
    expect(await texts()).toContain('scans.tar: failed while away. The tracker refuses.')
    await filter(/^All events/).click()
    await failures.check()
    await soon(texts).toMatch(/^(?![^]*connected)[^]*scans.tar[^]*Attic: connection lost/)
    await failures.uncheck()
    await filter(/^Attic/).click()
    await filter(/^From here/).click()
    await soon(texts).toContain(`Paused ${here.name}.`)
    expect(await texts()).not.toContain('connected')
    await filter(/^Elsewhere/).click()
    await soon(texts).toContain('connected')
    expect(await texts()).not.toContain(`Paused ${here.name}.`)
    await filter(/^Elsewhere/).click()
    const search = page.getByRole('searchbox', { name: 'Search events' })
    await search.fill('lodz finished')
    await soon(texts).toContain('Grüße aus Łódź')
    await soon(() => filter(/^All events/).innerText()).toMatch(/\b1$/)
    await search.fill('nothing like that')
    await page.getByText('Nothing fits').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await soon(texts).toContain('Today')
    expect(await search.inputValue()).toBe('')
  })

  it('is saved as CSV and JSON, as it is narrowed', async () => {
    const { window } = scene
    const { page } = window
    const save = async (form: string): Promise<[string, string]> => {
      const saved = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Export' }).click()
      await page.getByRole('menuitem', { name: form }).click()
      const download = await saved
      return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')]
    }
    const [name, text] = await save('CSV, for spreadsheets…')
    expect(name).toMatch(/^estuary-events-\d{4}-\d\d-\d\d\.csv$/)
    const lines = text.trim().split('\r\n')
    expect(lines.length).toBeGreaterThan(many + 10)
    expect(text.startsWith('\ufefftime,kind,daemon,name,hash,what,away\r\n')).toBe(true)
    expect(text).toContain('Grüße aus Łódź: finished while away')
    await filter(/^Failed/).click()
    await soon(texts).toMatch(/^(Today|Yesterday).*\n+scans/)
    const [, json] = await save('JSON, for programs…')
    expect(JSON.parse(json)).toHaveLength(31)
    await filter(/^All events/).click()
    await window.dismissMessages()
  })

  it('shows exactly what happened in an absence, and what was closed stays so in another window', async () => {
    const { window } = scene
    const { page } = window
    const card = page.getByRole('region', { name: 'While you were away' })
    await card.getByRole('button', { name: '2 finished: Show 2' }).click()
    // Whether they stand under one day or two is a matter of the hour.
    const lines = async (): Promise<string[]> =>
      (await rows().allInnerTexts()).filter((text) => !/^(Today|Yesterday)\b/.test(text.trim()))
    const finished: unknown = expect.stringContaining('finished while away')
    await soon(lines).toEqual([finished, finished])
    await page.getByRole('button', { name: 'Show everything again' }).click()
    await card.getByRole('button', { name: 'Close: seen' }).click()
    await card.waitFor({ state: 'detached' })
    await soon(texts).toContain('old-notes')
    const other = await scene.another(await scene.app.freshAddress(), { width: 800, height: 600 })
    await command(other.page, 'Events')
    await other.page.getByRole('treegrid', { name: 'What happened' }).getByText('old-notes').waitFor()
    expect(await other.page.getByRole('region', { name: 'While you were away' }).count()).toBe(0)
    await other.page.close()
  })

  it('is walked by the keyboard to its oldest line; a name leads to its torrent, or says that it is gone', async () => {
    const { window } = scene
    const { grid } = window
    await list().focus()
    for (let press = 0; press < 12 && !(await texts()).includes('backup-0:'); press += 1) {
      await window.press('End')
      await soon(() => list().getAttribute('aria-busy')).toBe('false')
    }
    await soon(texts).toContain('backup-0:')
    expect(await rows().count()).toBeLessThan(60)
    await window.press('Enter')
    await soon(() => window.messages()).toContainEqual(expect.stringContaining('backup-0 is not in the list any more.'))
    await window.dismissMessages()
    await list().focus()
    await window.press('Home')
    await list().getByRole('button', { name: here.name }).first().click()
    await soon(() => list().count()).toBe(0)
    await soon(() => grid.selected()).toEqual([here.name])
  })

  it('tells what comes while it is open, and what came unseen by the bell, also after a start', async () => {
    const { window } = scene
    const { page } = window
    await command(page, 'Events')
    await soon(texts).toContain('Today')
    attic.dropConnections()
    await soon(() => filter(/^Daemons/).innerText()).toMatch(/\b8$/)
    await soon(texts).toMatch(/^Today.*\n+Attic: connected/)
    await window.press('Escape')
    attic.dropConnections()
    const bell = page.getByRole('button', { name: /^Recent events, 2 new$/ })
    await bell.waitFor()
    scene.forgive(/./)
    await scene.app.stop()
    await window.open(await scene.app.start())
    await page.getByRole('button', { name: /^Recent events, [4-9] new$/ }).click()
    await page.getByRole('button', { name: 'All events' }).click()
    await soon(texts).toContain('Today')
    await page.getByRole('button', { name: 'Back to the list' }).last().click()
    await page.getByRole('button', { name: /^Recent events$/ }).waitFor()
    scene.takeComplaints()
  })

  it('lists what was done from here with what it was before, and finds it', async () => {
    const { window } = scene
    const { page } = window
    await command(page, 'Show all torrents')
    const [name = ''] = await window.grid.names()
    await window.grid.row(name).click()
    await command(page, 'Pause')
    await command(page, 'Rows: comfortable')
    await command(page, 'Events')
    await filter('Done from here').click()
    const deeds = page.getByRole('treegrid', { name: 'Done from here' })
    const text = async (): Promise<string> => (await deeds.getByRole('row').allInnerTexts()).join('\n')
    await soon(text).toMatch(/^Today.*\n+(done\n)?Settings changed/)
    await soon(text).toMatch(new RegExp(`Paused: ${name}[^]*Daemon added: Attic[^]*Daemon added: Harbour`))
    for (const { password } of [harbour, attic]) expect(await text()).not.toContain(password)
    await deeds.focus()
    await window.press('ArrowRight')
    await soon(text).toMatch(/Before[^]*Rows[^]*Compact[^]*Comfortable[^]*done/)
    await window.press('ArrowDown')
    await window.press('Enter')
    await soon(text).toContain('by a person at a browser')
    await expectNothingSerious(window, 'audit')
    await picture(page, 'audit page')
    await page.getByRole('searchbox', { name: 'Search what was done here' }).fill('daemon added attic')
    await soon(() => deeds.getByRole('row').count()).toBe(2)
    await page.getByRole('checkbox', { name: 'Only failures' }).check()
    await page.getByText('Nothing fits').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await soon(text).toContain('Daemon added: Harbour')
    await filter('What happened').click()
    await window.press('Escape')
  })

  it('has room in small windows, in the dark and in German', async () => {
    const { window } = scene
    const { page } = window
    await command(page, 'Theme: dark')
    await command(page, 'Events')
    for (const [width, height] of [
      [1440, 900],
      [1100, 700],
      [800, 600],
    ] as const) {
      await page.setViewportSize({ width, height })
      await soon(texts).toContain('Today')
      await picture(page, `events page ${width} dark`)
    }
    await page.setViewportSize({ width: 1100, height: 700 })
    await scene.window.press('Escape')
    await scene.window.openMenu('Look').then((menu) => menu.choose('Deutsch'))
    await page.getByRole('button', { name: /^Letzte Ereignisse/ }).click()
    await page.getByRole('button', { name: 'Alle Ereignisse' }).click()
    await page.getByText('Verbindung verloren').first().waitFor()
    await picture(page, 'events page German')
    await page.getByRole('button', { name: 'Von hier getan' }).click()
    await page.getByText('Daemon hinzugefügt').first().waitFor()
    await picture(page, 'audit page German')
  })
})

/** A history of days: many lines of Harbour, an absence of both, and what is gone by now. */
function linesOf(here: { hash: string; name: string }): Written[] {
  const now = Date.now()
  const away = { from: now - 9 * hour, to: now - hour }
  const gone = 'f'.repeat(40)
  const old = Array.from({ length: many }, (_, index): Written => {
    const kind = index % 50 === 0 ? 'failed' : index % 3 === 0 ? 'finished' : 'added'
    const text = kind === 'failed' ? 'No space is left on the device.' : ''
    return {
      kind,
      name: `backup-${index}`,
      at: now - 5 * 24 * hour + index * 60_000,
      daemon: 'Harbour',
      hash: gone,
      text,
    }
  })
  return [
    ...old,
    { kind: 'lost', name: 'Attic', at: away.from, daemon: 'Attic' },
    {
      kind: 'acted',
      name: 'Harbour',
      at: now - 30 * hour,
      daemon: 'Harbour',
      hash: here.hash,
      text: `Paused ${here.name}.`,
    },
    { kind: 'finished', name: here.name, at: now - 3 * hour, daemon: 'Harbour', hash: here.hash, away },
    { kind: 'finished', name: 'Grüße aus Łódź', at: now - 4 * hour, daemon: 'Attic', hash: gone, away },
    {
      kind: 'failed',
      name: 'scans.tar',
      at: now - 5 * hour,
      daemon: 'Attic',
      hash: gone,
      text: 'The tracker refuses.',
      away,
    },
    { kind: 'removed', name: 'old-notes', at: now - hour, daemon: 'Harbour', hash: gone, away },
    { kind: 'connected', name: 'Attic', at: now - hour, daemon: 'Attic' },
  ]
}
