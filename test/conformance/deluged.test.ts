import { needs } from '../needs.ts'
import { behavesAsPromised } from './behaviour.ts'
import { realDeluge } from './deluge.ts'

needs('deluged').describe('a real deluged', () => behavesAsPromised(realDeluge))
