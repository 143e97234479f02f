import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLog } from '../../../main/lib/log.ts'
import { LogBook } from '../../../main/lib/logbook.ts'
import { KnownSecrets, redacted, withoutSecrets } from '../../../main/lib/redact.ts'

const secret = 'correct horse battery'

/** What is written of a line, and what windows can read of it. */
function logged(what: object, said = 'it failed', known: readonly string[] = []): string {
  let text = ''
  const book = new LogBook()
  for (const one of known) book.secrets.add(one)
  createLog('debug', { write: (line) => void (text += line) }, book).error(what, said)
  const [line] = book.list({ limit: 1 })
  expect(text).not.toBe('')
  return `${text}\n${line?.text}\n${line?.facts}`
}

describe('the log', () => {
  it.each(['password', 'secret', 'token', 'cookie', 'authorization', 'passkey', 'api_key', 'newPassword'])(
    'strikes out secrets by their names, also in what is inside: %s',
    (name) => {
      for (const what of [
        { [name]: secret },
        { args: { [name]: secret } },
        { args: [{ deep: { [name]: [secret] } }] },
        { err: Object.assign(new Error('x'), { [name]: secret }) },
        { err: Object.assign(new Error('x'), { details: { [name]: secret } }) },
      ]) {
        const text = logged(what)
        expect(text).toContain('it failed')
        expect(text).not.toContain(secret)
      }
    },
  )

  it.each([
    'https://tracker.example/0a1b2c3d4e5f60718293a4b5c6d7e8f9/announce',
    'http://tracker.example:2710/S3cr3tKey/announce.php',
    'udp://tracker.example/announce/S3cr3tKey',
    'https://tracker.example/announce.php?passkey=S3cr3tKey&uid=S3cr3tKey',
    'https://S3cr3tKey@tracker.example/',
    'https://anna:S3cr3tKey@tracker.example/rss?x=S3cr3tKey#S3cr3tKey',
    'magnet:?xt=urn:btih:aa&tr=https%3A%2F%2Ftracker.example%2FS3cr3tKey%2Fannounce&dn=S3cr3tKey',
    'could not load https%3A%2F%2Ftracker.example%2FS3cr3tKey',
    'GET /?token=S3cr3tKey HTTP/1.1',
    'Cookie: a=b; session=S3cr3tKey; c=d',
    'set-cookie: S3cr3tKey=S3cr3tKey; Path=/; HttpOnly',
    'Authorization: Bearer S3cr3tKey',
    'sent Bearer S3cr3tKey0 to it',
    'password: S3cr3tKey',
    'password: many words and then S3cr3tKey',
    "{'username': 'anna', 'password': 'a, S3cr3tKey'}",
    '{"password":"a, \\"b\\" S3cr3tKey","x":1}',
    '{\\"password\\":\\"a S3cr3tKey\\"}',
    'password=S3cr3tKey&x=1',
    'x-api-key = S3cr3tKey',
    'passkey:S3cr3tKey',
    'Passwort: S3cr3tKey',
    '-----BEGIN PRIVATE KEY-----\nS3cr3tKey\n-----END PRIVATE KEY-----',
    'localclient:S3cr3tKey00aa11bb22cc33dd44ee55ff:10'.replace('S3cr3tKey', '53c7e7'),
    'of a session aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3gH6jK9mN2p',
  ])('strikes out secrets by their form: %s', (text) => {
    const err = Object.assign(new Error(text), { traceback: text })
    const seen = [logged({}, text), logged({ problem: text }), logged({ err })].join('\n')
    expect(seen).toContain(redacted)
    expect(seen).not.toMatch(/S3cr3tKey|53c7e7|aB3dE6gH/)
  })

  it.each([
    'Estuary could not save the settings (/home/you/.local/share/Estuary/estuary.db). The disk is full.',
    'https://deluge-torrent.org/some/words',
    'a torrent 0123456789abcdef0123456789abcdef01234567 was added',
    'Certificate A1:B2:C3:D4:E5:F6:A1:B2:C3:D4:E5:F6:A1:B2:C3:D4:E5:F6:A1:B2:C3:D4:E5:F6:A1:B2:C3:D4:E5:F6:A1:B2 trusted',
    'nas.home:58846 answered after 12 ms',
    'Type the password again.',
    'at Link.#dial (/opt/estuary/main/core/daemons/link.ts:198:12)',
  ])('leaves what is no secret: %s', (text) => {
    expect(withoutSecrets(text)).toBe(text)
  })

  it('says where an address led, without its keys', () => {
    expect(withoutSecrets('https://a:b@tracker.example:80/0a1b2c3d4e5f60718293/announce?passkey=x&left=1')).toBe(
      `https://${redacted}@tracker.example:80/${redacted}/announce?passkey=${redacted}&left=${redacted}`,
    )
  })

  it('strikes out every password that the program knows, wherever it stands', () => {
    const password = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 60 }).filter((text) => /\S{4}/.test(text))
    fc.assert(
      fc.property(password, fc.string(), fc.string(), (known, before, behind) => {
        const text = `${before}${known}${behind} and ${encodeURIComponent(known.toWellFormed())}`
        const book = new LogBook()
        book.secrets.add(known)
        createLog('silent', { write: () => {} }, book).warn({ said: text, inside: [{ text }] }, text)
        const [line] = book.list({ limit: 1 })
        expect(line?.text).not.toContain(known)
        // What is inside is spelled as JSON.
        expect(line?.facts).not.toContain(known)
        expect(line?.facts).not.toContain(JSON.stringify(known).slice(1, -1))
      }),
    )
  })

  it('looks for short passwords as words, so that figures stay figures', () => {
    const known = new KnownSecrets()
    known.add('588')
    known.add('ab')
    expect(known.strike('port 58846, login me 588, table')).toBe(`port 58846, login me ${redacted}, table`)
    expect(logged({ port: 588, args: ['me', '588'] }, 'x', ['588'])).toContain('"port":588')
  })

  it('takes no time over texts of any length', () => {
    for (const part of ['token', 'a.', '"password":"', 'https://', '-----BEGIN PRIVATE KEY', 'Bearer ', '&a', 'aA1']) {
      const text = logged({ problem: part.repeat(400_000 / part.length) })
      expect(text.length).toBeLessThan(30_000)
    }
  })
})
