import { describe } from 'vitest'
import { behavesAsPromised } from './behaviour.ts'
import { plainRig } from './plain/rig.ts'

describe('a daemon without events, TLS, account or levels', () => behavesAsPromised(plainRig, { misbehaves: true }))
