import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { ImportDialog } from './pages/import-dialog.ts'
import { Scene, watchOver } from './scene.ts'
import { soon, until } from './soon.ts'

/** Everything that no text may bring into the window, and letters from right to left, which may not leave their place. */
const poison = 'אב\u202e\u0007\u200b\u2066\u2029ג'
/** The same as it is seen. */
const seen = 'אב\ufffd\ufffd\ufffd ג'
const disguised = 'holiday-\u202egpj.exe'
const longHebrew = 'ההתחלה של השם הזה חשובה יותר מסופו '.repeat(8)

needs('chromium').describe('texts of strangers', () => {
  let daemon: FleetDaemon
  let scene: Scene

  beforeAll(async () => {
    daemon = await startFleetDaemon({ name: 'Harbour', torrents: 6, seed: 4, activity: 'none' })
    poisonAll(daemon)
    scene = await Scene.open({ width: 3000, height: 1000 })
    await scene.window.addDaemon(`נמל ${poison}`, daemon, daemon)
    await until('all are listed', async () => (await scene.window.grid.count()) === 6)
  })
  afterAll(async () => {
    await scene.close()
    await daemon.close()
  })
  watchOver(() => scene)

  /** What is drawn or read aloud and should not be: controls, what turns texts, and letters that draw others along. */
  function wrongs(): Promise<string[]> {
    return scene.window.page.evaluate(() => {
      const forbidden =
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/
      const loose = (text: string): string => text.replaceAll(/\u2068[^\u2066-\u2069]*\u2069/g, '')
      const spelled = (text: string): string =>
        text.replaceAll(/[^\x20-\x7e]/g, (sign) => `<${sign.charCodeAt(0).toString(16)}>`)
      const found: string[] = []
      const look = (where: string, text: string): void => {
        if (forbidden.test(loose(text))) found.push(`${where}: ${spelled(text)}`)
      }
      look('title of the page', document.title)
      for (const element of document.querySelectorAll('*')) {
        for (const { name, value } of element.attributes) look(`${element.tagName} ${name}`, value)
      }
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.nodeValue ?? ''
        look(node.parentElement?.className ?? '', text)
        if (!/[\u0590-\u05ff]/.test(loose(text))) continue
        const place = node.parentElement?.closest('bdi, [dir=auto]')
        if (place?.textContent?.trim() !== text.trim()) found.push(`not isolated: ${spelled(text)}`)
      }
      return found
    })
  }

  async function showAllColumns(): Promise<void> {
    const menu = await scene.window.openMenu('Columns')
    const lines = menu.root.getByRole('menuitemcheckbox', { checked: false })
    while ((await lines.count()) > 0) await lines.first().click()
    await menu.leave()
  }

  it('are harmless in the list, with every column, and in the sidebar', async () => {
    await showAllColumns()
    await soon(() => scene.window.grid.columns()).toContain('Tracker status')
    await soon(() => scene.window.sidebar.counts('Labels')).toEqual({ [`\u2068label-${seen}\u2069`]: 6 })
    expect(await wrongs()).toEqual([])
    expect(await scene.window.grid.names()).toContain('holiday-\ufffdgpj.exe')
  })

  it('are harmless in the details', async () => {
    const { window } = scene
    for (const line of await window.grid.names()) {
      await window.grid.pick(line)
      await soon(() => window.details.text()).toContain(line)
      expect(await wrongs()).toEqual([])
    }
    await window.press('Control+A')
    await soon(() => window.details.text()).toContain('6 torrents selected')
    expect(await wrongs()).toEqual([])
  })

  it('are harmless in menus, and copied as they are', async () => {
    const { window } = scene
    await window.grid.pick('holiday-\ufffdgpj.exe')
    await window.grid.openMenu('holiday-\ufffdgpj.exe')
    await window.menu.choose('Copy')
    expect(await wrongs()).toEqual([])
    await window.menu.choose('Name')
    await soon(() => window.messages()).toContain('Copied the name.')
    expect(await window.page.evaluate(() => navigator.clipboard.readText())).toBe(disguised)
    await window.sidebar.openMenuOf(`\u2068נמל ${seen}\u2069`)
    expect(await wrongs()).toEqual([])
    await window.menu.leave()
  })

  it('are found by what is read and by what they are', async () => {
    const { window } = scene
    for (const text of ['holiday-gpj', 'holiday-\ufffdgpj.exe', disguised]) {
      await window.search.fill(text)
      await soon(() => window.grid.count()).toBe(1)
    }
    await window.search.fill(`nothing ${poison}`)
    await window.page.getByText('Nothing matches').waitFor()
    expect(await wrongs()).toEqual([])
    await window.search.fill('')
  })

  it('are harmless in messages and recent events', async () => {
    const { window } = scene
    await window.grid.pick('holiday-\ufffdgpj.exe')
    await window.tool('Pause').click()
    await soon(() => window.messages()).toContain('Paused 1 torrent.')
    expect(await wrongs()).toEqual([])
    await window.page.getByRole('button', { name: /^Recent events/ }).click()
    await window.page.getByRole('dialog').getByText('Paused holiday-').waitFor()
    expect(await wrongs()).toEqual([])
    await window.press('Escape')
    await window.dismissMessages()
  })

  it('are harmless in what asks before it removes', async () => {
    const { window } = scene
    await window.grid.focus()
    await window.press('Control+A')
    await window.press('Delete')
    await window.removing.untilOpen()
    expect(await wrongs()).toEqual([])
    await window.removing.press('Cancel')
    await window.removing.untilClosed()
  })

  it('are harmless in what adds', async () => {
    const { window } = scene
    await window.grid.focus()
    const known = daemon.engine.all()[0]!
    await window.paste(`magnet:?xt=urn:btih:${known.id}&dn=${encodeURIComponent(disguised)}`)
    await window.adding.untilOpen()
    await soon(() => window.adding.text()).toContain('Already on')
    expect(await wrongs()).toEqual([])
    await window.adding.link.focus()
    await window.paste(`magnet:?xt=urn:btih:${'ab'.repeat(20)}&dn=${encodeURIComponent(poison)}`)
    await soon(() => window.adding.items.count()).toBe(2)
    await window.adding.root
      .getByRole('button', { name: /^Do not add/ })
      .last()
      .hover()
    await window.page.getByRole('tooltip').or(window.page.locator('.tip')).first().waitFor()
    expect(await wrongs()).toEqual([])
    await window.adding.press('Cancel')
    await window.adding.untilClosed()
  })

  it('are harmless in the dialogs of daemons, whatever a daemon answers', async () => {
    const { window, app } = scene
    await window.tool('More actions').click()
    await window.menu.choose('Daemons…')
    await window.daemons.untilOpen()
    expect(await wrongs()).toEqual([])
    await window.daemons.root.getByRole('button', { name: /^Actions for/ }).click()
    await window.menu.choose('Edit…')
    await window.form.untilOpen()
    expect(await wrongs()).toEqual([])
    await window.form.press('Cancel')
    await window.form.untilClosed()
    await window.daemons.press('Import from Deluge')
    const importing = await new ImportDialog(window.page).untilOpen()
    await importing.field('Look in another folder').fill(`/nowhere/${poison}`)
    await importing.press('Look')
    await soon(() => importing.noteOf('Look in another folder')).toContain('/nowhere/')
    expect(await wrongs()).toEqual([])
    await importing.press('Cancel')
    await window.daemons.press('Close')
    expect(app.output).not.toMatch(/[\u0007\u200b\u202e\u2066]/)
  })

  it('begin where they are read from when their room is narrow', async () => {
    const { window } = scene
    const name = window.grid.rows.filter({ hasText: 'ההתחלה' }).locator('.name')
    const places = await name.evaluate((element) => {
      const range = document.createRange()
      range.setStart(element.firstChild!, 0)
      range.setEnd(element.firstChild!, 1)
      const [letter, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()]
      return {
        isCut: element.scrollWidth > element.clientWidth,
        isFirstSeen: letter.left >= box.left && letter.right <= box.right + 1,
      }
    })
    expect(places).toEqual({ isCut: true, isFirstSeen: true })
  })
})

function poisonAll({ engine }: FleetDaemon): void {
  const [first, ...others] = engine.all()
  if (!first) return
  first.name = disguised
  for (const [at, torrent] of others.entries()) torrent.name = `${at} ${poison}`
  others[0]!.name = longHebrew
  for (const torrent of engine.all()) {
    torrent.label = `label-${poison}`
    torrent.folder = `/srv/${poison}/${poison}`
    torrent.trackers = [`http://tracker-${poison}.example/announce`]
    torrent.trackerStatus = `Error: ${poison}`
    torrent.message = `Failed: ${poison}`
    torrent.options.owner = `admin ${poison}`
    torrent.state = torrent === first ? 'Seeding' : 'Error'
  }
}
