import { beforeEach, describe, expect, it, vi } from 'vitest'
import { externalUrl, WayOut } from '../../../main/shell/external.ts'

/** What was asked and opened, and how the person answers (0 = open). */
const electron = vi.hoisted(() => ({
  opened: [] as string[],
  asked: [] as string[],
  answer: Promise.resolve({ response: 1 }),
}))

vi.mock('electron', () => ({
  BrowserWindow: { getFocusedWindow: () => null, getAllWindows: () => [] },
  dialog: {
    showMessageBox({ detail }: { detail: string }) {
      electron.asked.push(detail)
      return electron.answer
    },
  },
  shell: {
    openExternal(url: string) {
      electron.opened.push(url)
      return Promise.resolve()
    },
  },
}))

describe('an address outside of Estuary', () => {
  it.each([
    ['https://example.com', 'https://example.com/'],
    ['HTTPS://EXAMPLE.COM/a b?q=1#x', 'https://example.com/a%20b?q=1#x'],
    ['https://аррӏе.com/', 'https://xn--80ak6aa92e.com/'],
    ['https://example.com/\u202Etxt.exe', 'https://example.com/%E2%80%AEtxt.exe'],
    ['  https://example.com/\n', 'https://example.com/'],
    ['https://example.com\\@evil.example/', 'https://example.com/@evil.example/'],
    ['mailto:me@example.com', 'mailto:me@example.com'],
  ])('is opened in its one spelling: %j', (text, href) => {
    expect(externalUrl(text)?.href).toBe(href)
  })

  it.each([
    '',
    'example.com',
    'http://example.com/',
    'https://me@example.com/',
    'https://me:pw@example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'app://estuary/',
    'magnet:?xt=urn:btih:x',
    'ssh://host',
    'smb://host/share',
    'vscode://x',
    'ms-msdt:/id',
    'search-ms:query',
    'mailto:',
    'mailto:a@example.com,b@example.com',
    'mailto:a@example.com?subject=x&attach=/etc/passwd',
    'mailto:"x y"@example.com',
    `https://example.com/${'x'.repeat(3000)}`,
  ])('is not opened: %j', (text) => {
    expect(externalUrl(text)).toBeNull()
  })
})

describe('the way out', () => {
  const sites = ['https://harbour.example/', 'https://publisher.example/lagoon', 'https://port.example:8443/docs/']
  let out: WayOut

  beforeEach(() => {
    out = new WayOut(sites)
    electron.opened = []
    electron.asked = []
    electron.answer = Promise.resolve({ response: 1 })
  })

  it.each([
    'https://harbour.example/',
    'https://harbour.example/any/page?q=1',
    'https://publisher.example/lagoon',
    'https://publisher.example/lagoon/releases',
    'https://publisher.example/lagoon?tab=1',
    'https://port.example:8443/docs/',
  ])('leads to what a kind of daemon calls its site without asking: %s', async (url) => {
    expect(await out.open(url)).toBe('opened')
    expect(electron).toMatchObject({ opened: [url], asked: [] })
  })

  it.each([
    'https://example.com/',
    'https://evil.harbour.example/',
    'https://harbour.example.evil/',
    'https://harbour.example:444/',
    'https://publisher.example/',
    'https://publisher.example/lagoon-evil',
    'https://publisher.example/evil/lagoon',
    'https://port.example/docs/',
    'mailto:harbour@example.com',
  ])('leads anywhere else only when the person wants it: %s', async (url) => {
    expect(await out.open(url)).toBe('declined')
    expect(electron.opened).toEqual([])
    electron.answer = Promise.resolve({ response: 0 })
    expect(await out.open(url)).toBe('opened')
    expect(electron.opened).toEqual([url])
    expect(electron.asked).toEqual([expect.stringContaining(url), expect.stringContaining(url)])
  })

  it('sees through an address that climbs out of a site', async () => {
    expect(await out.open('https://publisher.example/lagoon/../evil')).toBe('declined')
    expect(await out.open('https://publisher.example/lagoon/%2e%2e/evil')).toBe('declined')
    expect(electron.asked[1]).toContain('https://publisher.example/evil')
  })

  it('asks one question at a time, and declines the others', async () => {
    let answer: (chosen: { response: number }) => void = () => {}
    electron.answer = new Promise((resolve) => (answer = resolve))
    const first = out.open('https://one.example/')
    expect(await out.open('https://two.example/')).toBe('declined')
    answer({ response: 0 })
    expect(await first).toBe('opened')
    expect(electron.asked).toHaveLength(1)
  })

  it('opens nothing else at all', async () => {
    await expect(out.open('file:///etc/passwd')).rejects.toMatchObject({ code: 'invalid' })
    expect(electron).toMatchObject({ opened: [], asked: [] })
  })
})
