import { describe, expect, it } from 'vitest'
import { needs } from '../../needs.ts'
import { expectNothingSerious } from '../axe.ts'
import { ImportDialog } from '../pages/import-dialog.ts'
import type { Window } from '../pages/window.ts'
import { play } from './play.ts'

needs('chromium')

const stage = play()

async function openForm(query: string): Promise<Window['form']> {
  const { form } = await stage.open(query)
  await stage.window.askForDaemon()
  return form.untilOpen()
}

const importDialog = (): Promise<ImportDialog> => new ImportDialog(stage.window.page).untilOpen()

describe('the form of a daemon', () => {
  it('offers no choice where there is only one kind, with one way', async () => {
    const form = await openForm('scene=none')
    expect(await form.labels()).toEqual(['Address', 'Port', 'User name', 'Password', 'Name'])
    expect(await form.field('Port').getAttribute('placeholder')).toBe('58846')
    expect(await form.noteOf('User name')).toBe('From the daemon’s auth file.')
  })

  it('has the fields of the kind that is chosen, and of its way', async () => {
    const form = await openForm('scene=none&kinds=many')
    expect(await form.chosen('Kind')).toBe('Deluge')
    await form.choose('Kind', 'Raft')
    expect(await form.labels()).toEqual(['Kind', 'Connection', 'Address', 'Port', 'Name'])
    await expectNothingSerious(stage.window, 'form with kinds and ways')
    await form.choose('Connection', 'Socket on this machine')
    expect(await form.labels()).toEqual(['Kind', 'Connection', 'Socket', 'Name'])
    await form.field('Socket').fill('raft.sock')
    await form.press('Add daemon')
    await expect.poll(() => form.noteOf('Socket')).toBe('Give the whole path of the socket.')
    await form.field('Socket').fill('/run/raft.sock')
    await form.press('Add daemon')
    await form.untilClosed()
    await expect.poll(() => stage.window.sidebar.counts('Daemons')).toEqual({ raft: 0 })
  })

  it('tells of a web address with an account what there is to tell, and shows no password with it', async () => {
    const form = await openForm('scene=none&kinds=many')
    await form.choose('Kind', 'Ferry')
    await form.field('Address').fill('https://rob:secret@nas.home/rpc')
    expect(await form.test()).toBe('Connected: Ferry 2.2.0 with 7 torrents. Latency 12 ms')
    expect(await form.value('Address')).toBe('https://nas.home/rpc')
    expect(await form.value('User name')).toBe('rob')
    expect(await form.value('Password')).toBe('secret')
    await form.press('Add daemon')
    await form.untilClosed()
    await stage.window.status.openDaemons()
    await stage.window.daemons.untilOpen()
    expect(await stage.window.daemons.saysOf('nas')).toContain(
      'nas https://nas.home/rpc as rob Ferry 2.2.0 · 3 ms Connected',
    )
  })
})

describe('what a kind’s own programs know', () => {
  it('is offered by its name where it is the only one, and stands over the list of daemons', async () => {
    await stage.open('scene=pictures')
    await stage.window.status.openDaemons()
    await stage.window.daemons.press('Import from Deluge')
    const dialog = await importDialog()
    await dialog.found.first().waitFor()
    expect(await dialog.text()).toContain('Deluge’s own programs on this computer')
    await stage.window.press('Escape')
    await dialog.untilClosed()
    expect(await stage.window.daemons.title()).toBe('Daemons')
  })

  it('is offered in a line of its own for each kind, but not of those that have nothing', async () => {
    await stage.open('scene=none&kinds=many')
    const offers = stage.window.page.getByRole('main').getByRole('button', { name: /^Import from/ })
    expect(await offers.locator('.title').allInnerTexts()).toEqual(['Import from Deluge', 'Import from Ferry'])
    await offers.last().click()
    const dialog = await importDialog()
    expect(await dialog.title()).toBe('Import from Ferry')
    await dialog.press('Cancel')
    await dialog.untilClosed()
    await stage.window.page.getByRole('heading', { name: 'Welcome to Estuary' }).waitFor()
  })
})

describe('the details of a torrent', () => {
  it('come for the one in focus, and go with it', async () => {
    const { grid, details, removing } = await stage.open('scene=three')
    await grid.pick('Big Buck Bunny (2008) 2160p open movie')
    await expect.poll(() => details.text()).toContain('2,238 × 16 MiB')
    await stage.window.press('Delete')
    await removing.untilOpen()
    await removing.press('Remove from the list')
    // What goes is not looked at any more: the next line that stays is.
    await expect.poll(() => details.text()).not.toContain('2,238 × 16 MiB')
    expect(await details.text()).toContain('archlinux-2026.11.01-x86_64.iso')
  })
})
