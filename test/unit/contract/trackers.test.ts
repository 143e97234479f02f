import { expect, it } from 'vitest'
import { faultOfTracker } from '../../../preload/contract/trackers.ts'

it.each([
  ['http://tracker.example/announce?passkey=a1', null],
  ['https://tracker.example:443/x', null],
  ['udp://10.1.2.3:80/announce', null],
  ['udp://[2001:db8::1]:6969', null],
  ['wss://tracker.example', null],
  ['', 'empty'],
  ['tracker.example/announce', 'scheme'],
  ['file:///etc/passwd', 'scheme'],
  ['javascript:alert(1)', 'scheme'],
  ['http://', 'host'],
  ['udp://:80', 'host'],
  ['http://a b/', 'blank'],
  ['http://a/\nb', 'blank'],
  [`http://a/${'x'.repeat(5_000)}`, 'long'],
])('as an address of a tracker %j is %s', (url, fault) => {
  expect(faultOfTracker(url)).toBe(fault)
})
