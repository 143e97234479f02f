import type { Backend } from '../backend.ts'
import { dial } from './dial.ts'

/** Deluge 2.x and 1.3 over DelugeRPC. */
export const deluge: Backend = { kind: 'deluge', dial: (target, options) => dial(target, options) }
