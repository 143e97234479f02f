import { needs } from '../needs.ts'
import { behavesAsPromised } from './behaviour.ts'
import { realRtorrent } from './rtorrent.ts'

needs('rtorrent').describe('a real rTorrent at a socket', () => behavesAsPromised(() => realRtorrent('unix')))
