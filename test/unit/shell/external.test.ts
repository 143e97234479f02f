import { describe, expect, it, vi } from 'vitest'
import { externalUrl } from '../../../main/shell/external.ts'

vi.mock('electron', () => ({}))

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
