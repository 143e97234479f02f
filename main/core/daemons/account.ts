import { type Kind, missingOfAccount } from '../../../preload/contract/kinds.ts'
import { Fault } from '../../lib/fault.ts'
import { contractSays } from '../arguments.ts'

/** Fails with 'invalid' (details.field) when an account lacks what its kind asks for; undefined = the kept password. */
export function checkAccount(kind: Kind, account: { username: string; password: string | undefined }): void {
  const missing = missingOfAccount(kind, account)
  if (missing) throw new Fault('invalid', contractSays(missing.message), { details: { field: missing.field } })
}
