import { describe } from 'vitest'
import { behavesAsPromised } from './behaviour.ts'
import { simulatedDeluge } from './deluge.ts'

describe('a simulated Deluge', () => behavesAsPromised(simulatedDeluge, { misbehaves: true }))
