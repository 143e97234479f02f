import type { DaemonKind } from '../../preload/contract/model.ts'
import type { Backend } from './backend.ts'
import { deluge } from './deluge/deluge.ts'

/** Every family of daemons that we speak. The one file of this floor that knows them all. */
export const backends: Record<DaemonKind, Backend> = { deluge }
