import type { english } from './en/table.ts'
import type { Wide } from './wide.ts'

/** A whole table: every area with every entry, as English has them. */
export type Words = Wide<typeof english>
