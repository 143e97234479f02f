import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fill, torrentNumber } from '../daemons/collection.ts'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import type { MadeTorrent } from '../daemons/torrents.ts'
import { needs } from '../needs.ts'
import { Scene, watchOver } from './scene.ts'
import { Site } from './site.ts'
import { soon } from './soon.ts'

needs('deluged', 'chromium').describe('adding torrents', () => {
  const folder = temporaryFolder('adding')
  /** What the local web server has, by path. */
  const served = new Map<string, Buffer>()
  let nas: Site
  let attic: Site
  let scene: Scene
  let server: Server
  let origin: string

  beforeAll(async () => {
    ;[nas, attic, scene] = await Promise.all([Site.open('nas'), Site.open('attic'), Scene.open()])
    await fill(nas.witness, 6)
    server = createServer((request, response) => {
      const body = served.get(request.url ?? '')
      // Deluge 2.0.3 cannot handle an answer without a type.
      response.writeHead(body ? 200 : 404, { 'content-type': body ? 'application/x-bittorrent' : 'text/plain' })
      response.end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    origin = `http://127.0.0.1:${String(typeof address === 'object' && address ? address.port : 0)}`
    await scene.connect([nas, attic])
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([nas.close(), attic.close()])
    server.closeAllConnections()
    server.close()
    removeFolder(folder)
  })
  watchOver(() => scene)

  function fileOf(torrent: MadeTorrent): string {
    const path = join(folder, `${torrent.hash}.torrent`)
    writeFileSync(path, torrent.bytes)
    return path
  }

  const magnetOf = ({ hash, name }: MadeTorrent): string => `magnet:?xt=urn:btih:${hash}&dn=${encodeURIComponent(name)}`

  it('says what can be given when nothing was, and when it is no link', async () => {
    const { adding, tool } = { adding: scene.window.adding, tool: scene.window.tool('Add') }
    await tool.click()
    await adding.untilOpen()
    expect(await adding.title()).toBe('Add torrents')
    await adding.add()
    const note = 'Give a magnet link or a web address, or choose a torrent file.'
    await soon(() => adding.noteOf('Magnet link or web address')).toBe(note)
    await adding.link.fill('some words')
    await adding.add()
    await soon(() => adding.noteOf('Magnet link or web address')).toContain('A magnet link begins with magnet:?')
    await adding.press('Cancel')
    await adding.untilClosed()
  })

  it('takes a magnet link, to the daemon, into the folder and in the state that were chosen', async () => {
    const { window } = scene
    const torrent = torrentNumber(100)
    const place = join(attic.daemon.configFolder, 'elsewhere')
    mkdirSync(place)
    await window.grid.focus()
    await window.press('Control+U')
    await window.adding.untilOpen()
    await window.adding.link.fill(magnetOf(torrent))
    await window.adding.chooseDaemon('attic')
    expect(await window.adding.field('Download to').getAttribute('placeholder')).toBe(attic.daemon.downloads)
    await window.adding.field('Download to').fill(place)
    await window.adding.startAtOnce.uncheck()
    await window.adding.press('Add to attic')
    await window.adding.untilClosed()
    await soon(() => window.messages()).toContain(`Added ${torrent.name} to attic.`)
    await soon(() => window.grid.stateOf(torrent.name, 'attic')).toBe('Paused')
    expect(await attic.tells(torrent.hash, 'state', 'save_path')).toEqual({ state: 'Paused', save_path: place })
  })

  it('remembers the choices of each daemon', async () => {
    const { window } = scene
    await window.tool('Add').click()
    await window.adding.untilOpen()
    expect(await window.adding.daemon()).toBe('attic')
    expect(await window.adding.field('Download to').inputValue()).toContain('elsewhere')
    expect(await window.adding.startAtOnce.isChecked()).toBe(false)
    await window.adding.chooseDaemon('nas')
    expect(await window.adding.field('Download to').inputValue()).toBe('')
    expect(await window.adding.startAtOnce.isChecked()).toBe(true)
    await window.press('Escape')
    await window.adding.untilClosed()
  })

  it('takes several files from the file chooser, and tells what is in them', async () => {
    const { window } = scene
    const [one, other] = [torrentNumber(101), torrentNumber(102)]
    await window.tool('Add').click()
    await window.adding.untilOpen()
    await window.adding.chooseFiles(fileOf(one), fileOf(other))
    await soon(() => window.adding.title()).toBe('Add 2 torrents')
    expect(await window.adding.itemTexts()).toEqual([
      expect.stringMatching(new RegExp(`${one.name.slice(-5)}.*\\d files? · [\\d.]+ [KMG]iB`)),
      expect.stringMatching(new RegExp(`${other.name.slice(-5)}.*\\d files? · [\\d.]+ [KMG]iB`)),
    ])
    await window.adding.chooseDaemon('nas')
    await window.adding.add()
    await window.adding.untilClosed()
    await soon(() => window.messages()).toContain('Added 2 torrents to nas.')
    await soon(() => window.grid.stateOf(one.name, 'nas')).toBe('Downloading')
    await soon(() => window.grid.stateOf(other.name, 'nas')).toBe('Downloading')
    expect(await nas.tells(one.hash, 'paused', 'save_path')).toEqual({ paused: false, save_path: nas.daemon.downloads })
  })

  it('takes a file that is dropped anywhere in the window', async () => {
    const { window } = scene
    const torrent = torrentNumber(103)
    const drop = await window.dragFiles(fileOf(torrent))
    await window.page.getByText('Drop torrent files or links to add them').waitFor()
    await drop()
    await window.adding.untilOpen()
    expect(await window.adding.title()).toBe('Add 1 torrent')
    // Another one dropped on the open dialog joins it.
    const letGo = await window.dragFiles(fileOf(torrentNumber(104)))
    await letGo()
    await soon(() => window.adding.title()).toBe('Add 2 torrents')
    await window.adding.button(`Do not add ${torrentNumber(104).name}`).click()
    await soon(() => window.adding.title()).toBe('Add 1 torrent')
    await window.adding.startAtOnce.uncheck()
    await window.adding.press('Add to nas')
    await window.adding.untilClosed()
    await soon(() => window.grid.stateOf(torrent.name, 'nas')).toBe('Paused')
    expect(await nas.tells(torrent.hash, 'name')).toEqual({ name: torrent.name })
    expect(await nas.tells(torrentNumber(104).hash)).toBe(null)
  })

  it('has the daemon fetch a web address; one that fails stays, says why, and can be tried again', async () => {
    const { window } = scene
    const torrent = torrentNumber(105)
    await window.grid.focus()
    await window.press('Control+U')
    await window.adding.untilOpen()
    await window.adding.link.fill(`${origin}/late.torrent`)
    await window.adding.press('Add to nas')
    await soon(() => window.adding.itemTexts()).toEqual([
      expect.stringMatching(/Not added nas could not add .*: what is there is not a torrent file\.$/),
    ])
    served.set('/late.torrent', torrent.bytes)
    await window.adding.press('Try 1 torrent again')
    await window.adding.untilClosed()
    await soon(() => window.grid.stateOf(torrent.name, 'nas')).toBe('Paused')
  })

  it('says where a torrent is already, shows it, and adds it to another daemon as well', async () => {
    const { window } = scene
    const torrent = torrentNumber(2)
    await window.search.fill('nothing like it')
    await (
      await window.dragFiles(fileOf(torrent))
    )()
    await window.adding.untilOpen()
    const { adding } = window
    await soon(() => adding.text()).toContain(`Already on nas, 0.0 %, in ${nas.daemon.downloads}.`)
    expect(await adding.text()).toContain('It is not added a second time.')
    expect(await adding.button('Add to nas').isDisabled()).toBe(true)
    await adding.press('Show it')
    await adding.untilClosed()
    await soon(() => window.grid.selected()).toEqual([torrent.name])
    await (
      await window.dragFiles(fileOf(torrent))
    )()
    await adding.untilOpen()
    await adding.chooseDaemon('attic')
    await soon(() => adding.text()).toContain('or add it here as well.')
    await adding.press('Add to attic')
    await adding.untilClosed()
    await soon(() => window.grid.stateOf(torrent.name, 'attic')).toBe('Paused')
    expect(await attic.tells(torrent.hash, 'name')).toEqual({ name: torrent.name })
  })

  it('says that the daemon has it already when only the daemon could know', async () => {
    const { window } = scene
    served.set('/twice.torrent', torrentNumber(3).bytes)
    await window.tool('Add').click()
    await window.adding.untilOpen()
    await window.adding.chooseDaemon('nas')
    await window.adding.link.fill(`${origin}/twice.torrent`)
    await window.adding.press('Add to nas')
    await soon(() => window.adding.itemTexts()).toEqual([expect.stringContaining('nas already has this torrent.')])
    await window.adding.press('Close')
    await window.adding.untilClosed()
  })

  it('says which files are no torrents, or too large to be one, and takes the others', async () => {
    const { window } = scene
    const [garbage, huge] = [join(folder, 'holiday.torrent'), join(folder, 'huge.torrent')]
    writeFileSync(garbage, 'd8:announce3:xyz')
    writeFileSync(huge, '')
    truncateSync(huge, 33 * 1024 * 1024)
    await window.dismissMessages()
    await window.tool('Add').click()
    await window.adding.untilOpen()
    await window.adding.chooseFiles(garbage, huge, fileOf(torrentNumber(106)))
    await soon(() => window.messages()).toEqual([
      'holiday.torrent is not a torrent file.',
      'huge.torrent is too large to be a torrent file: the limit is 32 MiB.',
    ])
    await soon(() => window.adding.title()).toBe('Add 1 torrent')
    await window.press('Escape')
    await window.adding.untilClosed()
    await window.dismissMessages()
  })

  it('takes links that are pasted where nobody types', async () => {
    const { window } = scene
    const [one, other] = [torrentNumber(107), torrentNumber(108)]
    await window.grid.focus()
    await window.paste(`Look at these:\n${magnetOf(one)}\n${magnetOf(other)}`)
    await window.adding.untilOpen()
    await soon(() => window.adding.title()).toBe('Add 2 torrents')
    await window.adding.chooseDaemon('attic')
    await window.adding.field('Download to').fill('')
    await window.press('Enter')
    await window.adding.untilClosed()
    await soon(() => window.grid.stateOf(one.name, 'attic')).toBe('Paused')
    expect(await attic.tells(other.hash, 'save_path')).toEqual({ save_path: attic.daemon.downloads })
  })

  it('waits for a daemon that is not there, and offers those that are', async () => {
    const { window } = scene
    await attic.daemon.kill()
    await soon(() => window.sidebar.saysOf('attic')).toContain('last seen')
    await window.tool('Add').click()
    await window.adding.untilOpen()
    expect(await window.adding.daemon()).toBe('attic')
    await window.adding.root.getByText('attic is not connected. Nothing here is lost').waitFor()
    const options = await window.adding.options()
    expect(options).toEqual([expect.stringMatching(/^nas .* free$/), 'attic not connected'])
    await window.adding.chooseDaemon('nas')
    await soon(() => window.adding.root.getByText('is not connected').count()).toBe(0)
    await window.press('Escape')
    await window.adding.untilClosed()
  })
})
