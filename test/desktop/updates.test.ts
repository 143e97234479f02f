import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { UpdateState } from '../../preload/contract/updates.ts'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { soon } from '../e2e/soon.ts'
import { needs } from '../needs.ts'
import { useDesk } from './desk.ts'
import type { Desktop, Options } from './desktop.ts'
import { newPlace, type Place } from './program.ts'
import { packedWith, Published } from './published.ts'

needs('chromium').describe('newer versions of the program', () => {
  const desk = useDesk()
  let place: Published
  let folder: string
  let machine: Place

  beforeEach(async () => {
    place = await Published.open()
    folder = temporaryFolder('updates')
    machine = newPlace()
  })
  afterEach(async () => {
    await place.close()
    removeFolder(folder)
  })

  /** The program as it was packed with that place to ask. */
  function open(options: Options = {}, signed = false, signer: string | null = null): Promise<Desktop> {
    const updates = { address: place.address, signed, page: null }
    const env = { XDG_CACHE_HOME: folder, LOCALAPPDATA: folder }
    return desk.open({
      ...packedWith(folder, updates, signer),
      isPackaged: true,
      env,
      folder,
      place: machine,
      ...options,
    })
  }

  /** A program of the system that answers so. */
  function tool(name: string, script: string): void {
    const bin = join(machine.system, 'bin')
    mkdirSync(bin, { recursive: true })
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  }

  async function ask(desktop: Desktop): Promise<UpdateState> {
    const answer = await desktop.call('updates.ask', {})
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.value
  }

  it('are asked for by hand and by nobody in particular, and said in window and tray; where nothing proves whose they are, they are never fetched', async () => {
    const desktop = await open()
    expect(place.asked).toEqual([])
    place.publish('0.1.0')
    expect(await ask(desktop)).toMatchObject({ way: 'notice', step: 'current', version: null, problem: null })
    // Whoever asks is nobody.
    expect(place.asked).toHaveLength(1)
    expect(place.asked[0]?.headers).toMatchObject({ 'x-user-staging-id': 'nobody', 'user-agent': 'electron-builder' })
    place.publish('0.0.9')
    expect(await ask(desktop)).toMatchObject({ step: 'current', version: null })
    const senseless = 'What the place with newer versions says makes no sense. Try again later.'
    for (const odd of [
      'version: [',
      'version: newest',
      '- 1',
      '',
      `version: 9.0.0-${'x'.repeat(99)}`,
      'x'.repeat(70_000),
    ]) {
      place.say(odd)
      expect(await ask(desktop), odd.slice(0, 30)).toMatchObject({ step: 'failed', problem: { message: senseless } })
    }
    place.takeBack()
    const unreachable = 'The place with newer versions could not be reached. Try again later.'
    expect(await ask(desktop)).toMatchObject({ step: 'failed', problem: { message: unreachable } })

    place.publish('0.2.0')
    const page = await desktop.page()
    await page.keyboard.press('Control+,')
    const section = page.getByRole('region', { name: 'Desktop', exact: true })
    await section.getByText(unreachable).waitFor()
    await section.getByRole('button', { name: 'Look now' }).click()
    await section.getByText('Version 0.2.0 is there.').waitFor()
    await page.getByText('Get it where you got this one').waitFor()
    await soon(() => desktop.ask<{ lines: { label: string }[] }>({ do: 'tray' })).toMatchObject({
      lines: expect.arrayContaining([expect.objectContaining({ label: 'Version 0.2.0 is there…' })]) as unknown,
    })
    expect(await desktop.call('updates.load', {})).toMatchObject({
      error: { message: 'This copy of Estuary cannot replace itself.' },
    })
    expect(await desktop.call('updates.install', {})).toMatchObject({ ok: false })
    expect(place.asked.map(({ path }) => path).filter((path) => !path.endsWith('.yml'))).toEqual([])
    await page.getByRole('button', { name: 'Not now' }).click()
    await soon(() => page.getByText('Get it where you got this one').count()).toBe(0)
    place.hangs = true
    const before = place.asked.length
    const asking = desktop.call('updates.ask', {})
    await section.getByText('Looking…').waitFor()
    await soon(() => place.asked.length).toBeGreaterThan(before)
    // Everything else goes on meanwhile.
    expect(await desktop.call('settings.set', { theme: 'dark' })).toMatchObject({ ok: true })
    await place.close()
    expect(await asking).toMatchObject({ value: { step: 'failed', problem: { message: unreachable } } })
  })

  it('are fetched on Windows when the person says so, thrown away where nothing proves their signature, and else installed by a restart', async () => {
    place.publish('0.2.0')
    // No shell of Windows is on this machine, so nothing could prove anything.
    const desktop = await open({ platform: 'win32' }, true, 'Somebody')
    expect(await ask(desktop)).toMatchObject({ way: 'loads', step: 'found', version: '0.2.0' })
    expect(place.asked.some(({ path }) => path.endsWith('.exe'))).toBe(false)
    expect(await desktop.call('updates.load', {})).toMatchObject({ value: { step: 'loading' } })
    const page = await desktop.page()
    await page.keyboard.press('Control+,')
    const section = page.getByRole('region', { name: 'Desktop', exact: true })
    await section.getByText('Nothing proves that the newer version is from who made this one').waitFor()
    expect(await desktop.call('updates.install', {})).toMatchObject({
      error: { message: 'No newer version is ready.' },
    })
    place.publish('0.3.0', 'Estuary-0.3.0.exe', 'another file', 'what was announced')
    await ask(desktop)
    await desktop.call('updates.load', {})
    await section.getByText('What was fetched is not what was announced').waitFor()
    const says = `'{"Status":0,"Path":"%s","SignerCertificate":{"Subject":"CN=%s"}}'`
    const path = `path=\${*#*\\'}; path=\${path%%\\'*}`
    tool('cmd.exe', `${path}; printf ${says} "$path" Another`)
    place.publish('0.4.0')
    await ask(desktop)
    await desktop.call('updates.load', {})
    await section.getByText('Nothing proves that the newer version is from who made this one').waitFor()
    tool('cmd.exe', `${path}; printf ${says} "$path" Somebody`)
    await desktop.call('updates.load', {})
    await section.getByText('Version 0.4.0 is ready.').waitFor()
    const installed = join(folder, 'installed')
    // What was fetched is no program here; then it is started by the one that asks for more rights.
    writeFileSync(join(folder, 'elevate.exe'), `#!/bin/sh\necho "$@" >'${installed}'\n`, { mode: 0o755 })
    await soon(() => desktop.ask({ do: 'tray' })).toMatchObject({
      lines: expect.arrayContaining([expect.objectContaining({ label: 'Version 0.4.0 is ready: Restart' })]) as unknown,
    })
    await desktop.ask({ do: 'trayMenu', label: 'Version 0.4.0 is ready: Restart' })
    expect(await desktop.ended()).toBe(0)
    await soon(() => existsSync(installed) && readFileSync(installed, 'utf8')).toMatch(/Estuary-0\.4\.0\.exe --updated/)
    // What the library warns of when it starts the system’s own check.
    expect(desktop.takeComplaints().filter((text) => !text.includes('DEP0190'))).toEqual([])
  })
})
