import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { watchNetwork } from '../../../main/shell/network.ts'
import { ManualClock } from '../core/clock.ts'

function info(address: string, internal = false, family: 'IPv4' | 'IPv6' = 'IPv4'): NetworkInterfaceInfo {
  const rest = { netmask: '', mac: '', internal, cidr: null }
  return family === 'IPv4' ? { address, family, ...rest } : { address, family, scopeid: 0, ...rest }
}

function open() {
  const clock = new ManualClock()
  const machine = { online: true, interfaces: { lo: [info('127.0.0.1', true)], wlan0: [info('192.168.1.7')] } }
  let changes = 0
  const stop = watchNetwork({
    clock,
    isOnline: () => machine.online,
    interfaces: () => machine.interfaces,
    onChange: () => (changes += 1),
  })
  const later = async (): Promise<number> => {
    await clock.advance(5_000)
    return changes
  }
  return { machine, later, stop }
}

describe('the network', () => {
  it('is noticed when it comes back, and when it is another one', async () => {
    const { machine, later } = open()
    expect(await later()).toBe(0)
    machine.online = false
    expect(await later()).toBe(0)
    machine.online = true
    expect(await later()).toBe(1)
    machine.interfaces.wlan0 = [info('10.0.0.9')]
    expect(await later()).toBe(2)
    expect(await later()).toBe(2)
  })

  it('is not taken for another one when it goes, or for an address that comes by itself', async () => {
    const { machine, later } = open()
    machine.interfaces.wlan0.push(info('2001:db8::77', false, 'IPv6'))
    machine.interfaces.lo.push(info('127.0.0.2', true))
    expect(await later()).toBe(0)
    machine.interfaces.wlan0 = []
    expect(await later()).toBe(0)
  })

  it('is not looked at any more when the watch has ended', async () => {
    const { machine, later, stop } = open()
    stop()
    machine.interfaces.wlan0 = [info('10.0.0.9')]
    expect(await later()).toBe(0)
  })
})
