import type { UpdateState } from '../../../preload/contract/updates.ts'
import { percent, when } from '../../text/format.ts'
import { updateWords as words } from '../../text/words.ts'

/** What is known of newer versions, in a sentence; what failed has its own. */
export function updateSays({ way, step, version, share, askedAt }: UpdateState, now: number): string {
  if (way === 'off') return words.off
  if (way === 'elsewhere') return words.elsewhere
  if (step === 'loading') return words.loading(version ?? '', share === null ? '' : percent(share))
  if (step === 'ready') return words.ready(version ?? '')
  if (step === 'asking') return words.asking
  if (version !== null) return words.found(version)
  if (askedAt === null) return words.never
  return step === 'current' ? words.current(when(askedAt, now)) : words.askedAt(when(askedAt, now))
}
