import { expect, it } from 'vitest'
import { readPeerAddress } from '../../../preload/contract/peers.ts'

it.each([
  ['192.0.2.7:6881', { host: '192.0.2.7', port: 6881 }],
  [' 10.0.0.1:1 ', { host: '10.0.0.1', port: 1 }],
  ['[2001:db8::7]:65535', { host: '2001:db8::7', port: 65535 }],
  ['[::ffff:192.0.2.7]:80', { host: '::ffff:192.0.2.7', port: 80 }],
  ['', 'empty'],
  ['  ', 'empty'],
  ['192.0.2.7', 'port'],
  ['192.0.2.7:', 'port'],
  ['192.0.2.7:0', 'port'],
  ['192.0.2.7:65536', 'port'],
  ['192.0.2.7:x', 'port'],
  ['[2001:db8::7]', 'port'],
  ['2001:db8::7:6881', 'brackets'],
  ['host.example:6881', 'address'],
  ['256.0.2.7:6881', 'address'],
  ['1.2.3:6881', 'address'],
  ['[host]:6881', 'address'],
  ['[192.0.2.7]:6881', 'address'],
  ['[fe80::1%eth0]:6881', 'address'],
  ['[::1]x:80', 'brackets'],
])('%j is read as %o', (written, read) => {
  expect(readPeerAddress(written)).toEqual(read)
})
