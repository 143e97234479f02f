import { splitKey } from '../../preload/contract/keys.ts'
import { passwordName } from '../../main/core/daemons/managed.ts'
import { accounts } from './config.ts'
import { Estuary } from './estuary.ts'
import { MemoryKeeper } from './memory.ts'

/* The program in a process of its own, which begins a removal and waits: for tests that kill it meanwhile. */

const [folder = '', key = ''] = process.argv.slice(2)
const { daemon } = splitKey(key)
const keeper = new MemoryKeeper()
await keeper.set(passwordName(daemon), accounts.admin.password)
const estuary = await Estuary.open(folder, keeper)
await estuary.untilLink(daemon, 'live')
const results = await estuary.call('removals.begin', { keys: [key], withFiles: true })
if (results.every(({ problem }) => problem === null)) process.send?.('waits')
