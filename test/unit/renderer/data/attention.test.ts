import { expect, it } from 'vitest'
import { Attention } from '../../../../renderer/data/attention.ts'
import { HandBridge } from './bridge.ts'

function start() {
  const bridge = new HandBridge()
  const page = { isLookedAt: false, look: () => {} }
  bridge.answers['view.focus'] = () => null
  const attention = new Attention(bridge, {
    isLookedAt: () => page.isLookedAt,
    onChange: (look) => {
      page.look = look
      return () => (page.look = () => {})
    },
  })
  const turn = (isLookedAt: boolean): void => {
    page.isLookedAt = isLookedAt
    page.look()
  }
  const said = (): unknown[] => bridge.asked.map(({ args }) => args)
  return { bridge, attention, turn, said }
}

it('a window says when the person begins and ends to look at it, once each', () => {
  const { turn, said, attention } = start()
  for (const isLookedAt of [false, true, true, false, false, true]) turn(isLookedAt)
  attention.close()
  turn(false)
  expect(said()).toEqual([{ focused: true }, { focused: false }, { focused: true }])
})

it('a window says it anew to a door that was lost and knows nothing', () => {
  const { turn, said, attention } = start()
  attention.again()
  turn(true)
  attention.again()
  expect(said()).toEqual([{ focused: true }, { focused: true }])
})
