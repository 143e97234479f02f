import { describe } from 'vitest'
import { needs } from '../needs.ts'
import { behavesAsPromised } from './behaviour.ts'
import { realRtorrent, simulatedRtorrent } from './rtorrent.ts'

needs('rtorrent').describe('a real rTorrent', () => behavesAsPromised(realRtorrent))

describe('a simulated rTorrent', () => behavesAsPromised(simulatedRtorrent, { misbehaves: true }))
