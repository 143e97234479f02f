import { keyOf } from '../../../preload/contract/keys.ts'
import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import { asFault, Fault, toProblem } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import type { RemovalPart, RemovalStore } from '../../store/records.ts'
import type { AuditService } from '../audit/service.ts'
import type { Roster } from '../daemons/roster.ts'
import type { History } from '../events/history.ts'

interface Around {
  store: RemovalStore
  roster: Roster
  history: History
  audit: Pick<AuditService, 'endEarlier'>
  log: Log
}

/**
 * Removals that an earlier life of the program did not come to are cancelled, and said; of one that was being sent
 * nobody knows whether it was done. What was paused for the wait is to be resumed.
 */
export async function cancelEarlier({
  store,
  roster,
  history,
  audit,
  log,
}: Around): Promise<{ remarks: Says[]; restoring: RemovalPart[] }> {
  const remarks: Says[] = []
  const restoring: RemovalPart[] = []
  try {
    const found = await store.list()
    // First of all, because what is dropped cannot say it any more.
    await endDeeds(found, audit)
    for (const parts of Map.groupBy(found, ({ id, phase }) => `${id} ${phase}`).values()) {
      const { phase } = parts[0] as RemovalPart
      if (phase !== 'restoring') remarks.push(remarkOf(parts, roster))
      for (const part of parts) {
        if (phase !== 'restoring') tell(part, roster, history)
        if (part.running.length > 0) restoring.push({ ...part, phase: 'restoring' })
        else await store.drop(part.id, [part.daemon])
      }
    }
    if (restoring.length > 0) await store.put(restoring)
  } catch (error) {
    log.error({ problem: asFault(error).message }, 'removals of an earlier start are not read')
  }
  return { remarks, restoring }
}

async function endDeeds(parts: readonly RemovalPart[], audit: Around['audit']): Promise<void> {
  const told = parts.filter(({ deed, phase }) => deed !== null && phase !== 'restoring')
  for (const own of Map.groupBy(told, ({ deed }) => deed?.id).values()) {
    const [{ deed } = { deed: null }] = own
    const left = own.flatMap(({ daemon, hashes, phase }) => {
      const isSent = phase === 'sending'
      const why = isSent ? say('removal.wasUnsure') : say('removal.wasCancelled')
      const problem = toProblem(new Fault(isSent ? 'outcome-unknown' : 'closed', why))
      return hashes.map((hash) => ({ key: keyOf(daemon, hash), problem }))
    })
    if (deed) await audit.endEarlier(deed, left)
  }
}

function remarkOf(parts: readonly RemovalPart[], roster: Roster): Says {
  const daemons = parts.map(({ daemon }) => roster.find(daemon)?.record.name ?? '')
  const whole = { what: whatOf(parts), daemons }
  return parts[0]?.phase === 'sending' ? say('removal.unsure', whole) : say('removal.cancelled', whole)
}

function tell(part: RemovalPart, roster: Roster, history: History): void {
  const name = roster.find(part.daemon)?.record.name ?? ''
  const says = remarkOf([part], roster)
  const hash = part.hashes.length === 1 ? (part.hashes[0] ?? null) : null
  history.add({ kind: 'acted', daemon: part.daemon, hash, name, says })
}

function whatOf(parts: readonly RemovalPart[]): string | Says {
  const number = parts.reduce((sum, { hashes }) => sum + hashes.length, 0)
  return number === 1 ? (parts[0]?.name ?? '') : say('torrents', { number })
}
