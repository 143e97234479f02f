import { type Kind, missingOfAccount } from '../../../preload/contract/kinds.ts'
import { saysOf } from '../../../preload/words/sentences.ts'
import { Fault } from '../../lib/fault.ts'

/** Fails with 'invalid' (details.field) when an account lacks what its kind asks for; undefined = the kept password. */
export function checkAccount(kind: Kind, account: { username: string; password: string | undefined }): void {
  const missing = missingOfAccount(kind, account)
  if (missing)
    throw new Fault('invalid', saysOf(missing.message) ?? missing.message, { details: { field: missing.field } })
}
