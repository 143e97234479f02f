import { say } from '../../../preload/words/sentences.ts'
import { describe, expect, it } from 'vitest'
import { refusedSwitch, refusedSwitches } from '../../../main/shell/switches.ts'

const given = (name: string) => ({ hasSwitch: (one: string) => one === name })

describe('the switches of a start', () => {
  it.each(Object.entries(refusedSwitches))(
    'by which others would %s are refused where it is installed',
    (_what, names) => {
      for (const name of names) {
        expect(refusedSwitch(given(name), true)).toEqual(say('option.foreign', { name }))
      }
    },
  )

  it('are refused for the sandbox, for programs in the place of Chromium’s own, and for debuggers', () => {
    const all = Object.values(refusedSwitches).flat()
    for (const name of [
      'no-sandbox',
      'gpu-launcher',
      'renderer-cmd-prefix',
      'js-flags',
      'remote-debugging-port',
      'inspect',
    ]) {
      expect(all).toContain(name)
    }
    expect(new Set(all).size).toBe(all.length)
  })

  it('are taken where they are ours, or harm nobody', () => {
    for (const name of ['data', 'disable-gpu', 'force-device-scale-factor', 'lang', 'ozone-platform']) {
      expect(refusedSwitch(given(name), true), name).toBeNull()
    }
  })

  it('are all taken in a checkout', () => {
    for (const name of Object.values(refusedSwitches).flat()) expect(refusedSwitch(given(name), false)).toBeNull()
  })
})
