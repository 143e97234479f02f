import type { XmlValue } from '../xmlrpc/values.ts'
import { misfit } from './calls.ts'
import type { Entry } from './entry.ts'
import type { Value } from './names.ts'

/**
 * What came, as the name answers it. Which type it is follows from the daemon's command and never from a torrent, so
 * another type is the daemon's failure; 0.16 may write numbers as text.
 * @throws Fault 'protocol'
 */
export function valueOf(came: XmlValue | undefined, { does, answers }: Entry, method: string, daemon: string): Value {
  // A change answers with 0, or with nothing.
  if (does === 'changes') return typeof came === 'number' ? came : 0
  const value = readers[answers](came)
  if (value === null) throw misfit(daemon, method)
  return value
}

const readers: Readonly<Record<Entry['answers'], (came: XmlValue | undefined) => Value | null>> = {
  number: (came) => {
    if (typeof came === 'number') return came
    if (typeof came === 'bigint' || typeof came === 'boolean') return Number(came)
    return typeof came === 'string' && /^-?\d{1,15}$/.test(came) ? Number(came) : null
  },
  text: (came) => {
    if (typeof came === 'string') return came
    return typeof came === 'number' ? String(came) : null
  },
  texts: (came) => (Array.isArray(came) && came.every((each) => typeof each === 'string') ? came : null),
}
