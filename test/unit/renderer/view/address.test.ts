import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeAddress } from '../../../../preload/contract/address.ts'
import { hostProblem, isIPv6, readAddress, splitAccount, suggestName } from '../../../../renderer/view/address.ts'

const plain = { port: null, username: null, password: null }

describe('reading a pasted address', () => {
  it('takes a bare host', () => {
    expect(readAddress('nas.home')).toEqual({ ...plain, host: 'nas.home' })
    expect(readAddress('  10.0.0.9 \n')).toEqual({ ...plain, host: '10.0.0.9' })
  })

  it('splits off a port', () => {
    expect(readAddress('nas.home:58847')).toEqual({ ...plain, host: 'nas.home', port: '58847' })
    expect(readAddress('nas.home:')).toEqual({ ...plain, host: 'nas.home' })
  })

  it('splits off an account, at the last @', () => {
    expect(readAddress('rob@sb.example.net:58846')).toEqual({
      ...plain,
      host: 'sb.example.net',
      port: '58846',
      username: 'rob',
    })
    expect(readAddress('rob@home@sb.example.net')).toMatchObject({ host: 'sb.example.net', username: 'rob@home' })
    expect(readAddress('@nas')).toEqual({ ...plain, host: 'nas' })
  })

  it('takes a password that was pasted with the account', () => {
    expect(readAddress('rob:se:cret@nas:58846')).toEqual({
      host: 'nas',
      port: '58846',
      username: 'rob',
      password: 'se:cret',
    })
  })

  it('understands IPv6, in brackets and bare', () => {
    expect(readAddress('[::1]:58846')).toEqual({ ...plain, host: '::1', port: '58846' })
    expect(readAddress('[fe80::1%eth0]')).toEqual({ ...plain, host: 'fe80::1%eth0' })
    expect(readAddress('2001:db8::7')).toEqual({ ...plain, host: '2001:db8::7' })
    expect(readAddress('rob@[2001:db8::7]:58847')).toMatchObject({
      host: '2001:db8::7',
      port: '58847',
      username: 'rob',
    })
  })

  it('drops the scheme and the path of a URL', () => {
    expect(readAddress('http://nas.home:8112/login?x=1')).toEqual({ ...plain, host: 'nas.home', port: '8112' })
    expect(readAddress('deluge://rob@nas/')).toMatchObject({ host: 'nas', username: 'rob' })
  })

  it('leaves what makes no sense in the host, where the form points at it', () => {
    expect(readAddress('nas:port')).toEqual({ ...plain, host: 'nas:port' })
    expect(hostProblem('nas:port')).toMatch(/neither a host name nor an IPv6 address/)
    expect(hostProblem('::1')).toBeNull()
    expect(hostProblem('nas.home')).toBeNull()
  })

  it('reads back every address that it writes', () => {
    const host = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6())
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65535 }), (name, port) => {
        expect(readAddress(writeAddress({ way: 'tls', host: name, port }))).toEqual({
          ...plain,
          host: name,
          port: String(port),
        })
      }),
    )
  })
})

describe('an IPv6 address', () => {
  it('is told from everything else', () => {
    for (const good of ['::', '::1', '1:2:3:4:5:6:7:8', 'fe80::1%eth0', '::ffff:10.0.0.9', 'ABCD::ef01']) {
      expect(isIPv6(good), good).toBe(true)
    }
    for (const bad of ['', 'nas', '1:2', ':::', '1::2::3', '::ffff:10.0.0.999', '::1%', 'g::1', '1:2:3:4:5:6:7:8:9']) {
      expect(isIPv6(bad), bad).toBe(false)
    }
  })

  it('is written in brackets, and the usual port can be left out', () => {
    expect(writeAddress({ way: 'tls', host: '::1', port: 58846 })).toBe('[::1]:58846')
    expect(writeAddress({ way: 'tcp', host: 'nas', port: 58846 }, 58846)).toBe('nas')
  })
})

describe('an account in a web address', () => {
  it('is taken out of it, because addresses are shown and passwords are not', () => {
    expect(splitAccount('https://rob:p%40ss@nas.home/rpc?x=@')).toEqual({
      url: 'https://nas.home/rpc?x=@',
      username: 'rob',
      password: 'p@ss',
    })
    expect(splitAccount('http://rob@nas')).toEqual({ url: 'http://nas', username: 'rob', password: null })
    expect(splitAccount('http://a%:b@nas')).toMatchObject({ username: 'a%', password: 'b' })
  })

  it('is only what stands before the host', () => {
    expect(splitAccount('https://nas.home/@rob')).toBeNull()
    expect(splitAccount('nas.home')).toBeNull()
  })
})

describe('a suggested name', () => {
  it('is the first label of a host name, and an IP as it is', () => {
    expect(suggestName('tls', 'nas.home', [])).toBe('nas')
    expect(suggestName('tls', '10.0.0.9', [])).toBe('10.0.0.9')
    expect(suggestName('tls', '2001:db8::7', [])).toBe('2001:db8::7')
    expect(suggestName('tls', '', [])).toBe('')
  })

  it('is taken from whatever the way to the daemon says', () => {
    expect(suggestName('url', 'https://rob:x@nas.home:9091/ferry/rpc', [])).toBe('nas')
    expect(suggestName('url', 'http://10.0.0.9/', [])).toBe('10.0.0.9')
    expect(suggestName('unix', '/run/user/1000/ferry.socket', [])).toBe('ferry')
    expect(suggestName('unix', 'C:\\boats\\ferry', [])).toBe('ferry')
    expect(suggestName('unix', '/home/rob/.ferry', [])).toBe('.ferry')
    expect(suggestName('unix', '', [])).toBe('')
  })

  it('is none that is taken', () => {
    expect(suggestName('tls', 'nas.home', ['NAS', 'nas 2'])).toBe('nas 3')
  })
})
