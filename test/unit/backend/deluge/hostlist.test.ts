import { say } from '../../../../preload/words/sentences.ts'
import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAuth, readDaemonPort, readFingerprint, readHostlist } from '../../../../main/backend/deluge/hostlist.ts'
import { delugeFolders } from '../../../../main/backend/deluge/places.ts'

const id = '0123456789abcdef0123456789abcdef'

/** As Deluge writes it: two objects, indented, one behind the other. */
function conf(values: unknown, header: unknown = { file: 3, format: 1 }): string {
  return JSON.stringify(header, null, 4) + JSON.stringify(values, null, 4)
}

describe('a list of hosts', () => {
  it('of Deluge 2 gives every host with its account', () => {
    const hosts = [
      [id, '127.0.0.1', 58846, 'localclient', 'aa11'],
      [id, 'nas.home', 58847, 'anna', 'a:b"c\\d}{'],
    ]
    expect(readHostlist(conf({ hosts }))).toEqual([
      { place: 1, host: '127.0.0.1', port: 58846, username: 'localclient', password: 'aa11', damage: null },
      { place: 2, host: 'nas.home', port: 58847, username: 'anna', password: 'a:b"c\\d}{', damage: null },
    ])
  })

  it('of Deluge 1.3, whose local daemon has no account', () => {
    const text = '{\n  "file": 1, \n  "format": 1\n}{\n  "hosts": [\n ["a1", "127.0.0.1", 58846, "", ""]\n ]\n}'
    expect(readHostlist(text)).toEqual([
      { place: 1, host: '127.0.0.1', port: 58846, username: '', password: '', damage: null },
    ])
  })

  it('is read without a header, behind a byte order mark, and with space between its parts', () => {
    const values = '{"hosts": [["x", "nas", 1, "u", "p"]]}'
    for (const text of [values, `\uFEFF${values}`, `{"file":3,"format":1}\r\n\r\n ${values}\n`]) {
      expect(readHostlist(text)?.map(({ host }) => host)).toEqual(['nas'])
    }
  })

  it('takes accounts that were never given, ports written as text, and IPv6 in brackets', () => {
    const hosts = [
      [id, 'nas', 58846, null, null],
      [id, 'box', '58847'],
      [id, '[fe80::1]', 58846, '', ''],
    ]
    expect(readHostlist(conf({ hosts }))).toMatchObject([
      { username: '', password: '', damage: null },
      { port: 58847, damage: null },
      { host: 'fe80::1', damage: null },
    ])
  })

  it.each([
    [['only'], 'entry.short'],
    ['text', 'entry.short'],
    [[id, '', 58846, 'u', 'p'], 'entry.host.none'],
    [[id, 7, 58846, 'u', 'p'], 'entry.host.none'],
    [[id, 'nas', 70000, 'u', 'p'], 'entry.port'],
    [[id, 'nas', 58846.5, 'u', 'p'], 'entry.port'],
    [[id, 'nas', 'ssh', 'u', 'p'], 'entry.port'],
    [[id, 'nas', 58846, ['u'], 'p'], 'entry.account'],
  ] as const)('with an entry %j says that %s, and reads the next', (bad, damage) => {
    const read = readHostlist(conf({ hosts: [bad, [id, 'nas', 58846, 'u', 'p']] }))
    expect(read).toMatchObject([
      { place: 1, damage: say(damage) },
      { place: 2, host: 'nas', damage: null },
    ])
  })

  it.each(['', 'not JSON', '{', '{"hosts": 7}', '[]', '{"file": 3}{"hosts": [', "(dp0\nS'hosts'\np1\n(lp2\ns."])(
    'is not what %j is',
    (text) => {
      expect(readHostlist(text)).toBeNull()
    },
  )

  it('of any content is read or refused, and never more than a thousand hosts of it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything().map((hosts) => conf({ hosts })),
        ),
        (text) => {
          const read = readHostlist(text)
          for (const entry of read ?? []) {
            expect(entry.damage !== null || (entry.host !== '' && entry.port !== null)).toBe(true)
          }
        },
      ),
    )
    const many = Array.from({ length: 5000 }, () => [id, 'nas', 1, 'u', 'p'])
    expect(readHostlist(conf({ hosts: many }))).toHaveLength(1000)
    expect(readHostlist('{'.repeat(500_000))).toBeNull()
    expect(readHostlist('"\\'.repeat(250_000))).toBeNull()
  })
})

describe('an auth file', () => {
  it('gives name, password and level of every line', () => {
    expect(readAuth('localclient:f00:10\nanna:a long password:5\n')).toEqual([
      { username: 'localclient', password: 'f00', level: 10 },
      { username: 'anna', password: 'a long password', level: 5 },
    ])
  })

  it('is read as the daemon reads it', () => {
    const text = [
      '# a comment',
      '',
      ' spaced : out : 1 \r',
      'word:pass:ADMIN',
      'colon:pa:ss:10',
      'short:pass',
      'localclient:f00',
      'nobody::5',
      'twice:old:5',
      'twice:new:10',
      'zero:pass:0',
    ].join('\n')
    expect(readAuth(text)).toEqual([
      { username: 'spaced', password: 'out', level: 1 },
      { username: 'short', password: 'pass', level: 5 },
      { username: 'localclient', password: 'f00', level: 10 },
      { username: 'twice', password: 'new', level: 10 },
      { username: 'zero', password: 'pass', level: 0 },
    ])
  })

  it('of any content fails for nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => readAuth(text).every(({ username }) => username !== '')))
  })
})

describe('what the daemon keeps beside it', () => {
  it('names its port, the usual one unless it says another', () => {
    expect(readDaemonPort(conf({ daemon_port: 4242 }, { file: 1, format: 1 }))).toBe(4242)
    for (const text of ['', '{}', conf({ daemon_port: 'x' }), '{{{']) expect(readDaemonPort(text)).toBe(58846)
  })

  it('has the certificate that the daemon shows', () => {
    const der = readFileSync(join(import.meta.dirname, '../../../vectors/deluge/daemon-certificate.der'))
    const body = der.toString('base64').replace(/(.{64})/g, '$1\n')
    const pem = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`
    const hex = createHash('sha256').update(der).digest('hex').toUpperCase()
    expect(readFingerprint(pem)).toBe(hex.match(/../g)?.join(':'))
  })

  it('may have no certificate where one should be', () => {
    for (const text of ['', 'nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n']) {
      expect(readFingerprint(text)).toBeNull()
    }
  })
})

describe('Deluge’s usual folders', () => {
  it('are XDG’s on Linux and macOS, and Flatpak’s own', () => {
    expect(delugeFolders({ env: {}, platform: 'linux', home: '/home/anna' })).toEqual([
      '/home/anna/.config/deluge',
      '/home/anna/.var/app/org.deluge_torrent.deluge/config/deluge',
    ])
    expect(delugeFolders({ env: {}, platform: 'darwin', home: '/Users/anna' })).toEqual(['/Users/anna/.config/deluge'])
  })

  it('follow XDG_CONFIG_HOME where it is a whole path, and look in the usual one as well', () => {
    const at = (folder: string): string[] =>
      delugeFolders({ env: { XDG_CONFIG_HOME: folder }, platform: 'darwin', home: '/Users/anna' })
    expect(at('/etc/mine')).toEqual(['/etc/mine/deluge', '/Users/anna/.config/deluge'])
    expect(at('relative')).toEqual(['/Users/anna/.config/deluge'])
    expect(at('')).toEqual(['/Users/anna/.config/deluge'])
  })

  it('are in AppData on Windows', () => {
    const around = { env: { APPDATA: 'D:\\Roaming' }, platform: 'win32', home: 'C:\\Users\\anna' } as const
    expect(delugeFolders(around)).toEqual(['D:\\Roaming\\deluge'])
    expect(delugeFolders({ ...around, env: {} })).toEqual(['C:\\Users\\anna\\AppData\\Roaming\\deluge'])
  })
})
