import {
  type Account,
  NewAccountNameSchema,
  NewAccountPasswordSchema,
  wrongAbout,
} from '../../../preload/contract/accounts.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { knownText } from '../../text/told.ts'
import { accountWords as words } from '../../text/words.ts'

/** What is said of a password before it is sent. */
export interface PasswordDraft {
  how: 'made' | 'typed'
  password: string
  repeat: string
}

export interface PasswordErrors {
  password?: string
  repeat?: string
}

export function emptyPassword(): PasswordDraft {
  return { how: 'made', password: '', repeat: '' }
}

/**
 * What is wrong with a password.
 * @param left it is only looked at in passing: what is still empty is no error yet
 */
export function passwordErrors({ how, password, repeat }: PasswordDraft, left = false): PasswordErrors {
  if (how === 'made' || (left && password === '')) return {}
  const wrong = wrongAbout(NewAccountPasswordSchema, password)
  if (wrong !== null) return { password: knownText(wrong) }
  if (password === repeat || (left && repeat === '')) return {}
  return { repeat: words.password.differs }
}

/** What is sent of it: nothing where one is to be made. */
export function givenPassword({ how, password }: PasswordDraft): { password?: string } {
  return how === 'made' ? {} : { password }
}

/** What is wrong with the name of a new account; null = nothing. */
export function nameError(name: string, daemon: string, accounts: readonly Account[], left = false): string | null {
  if (left && name === '') return null
  const wrong = wrongAbout(NewAccountNameSchema, name)
  if (wrong !== null) return knownText(wrong)
  return accounts.some((account) => account.name === name) ? words.add.taken(daemon, name) : null
}

/** Beside which field a failure of a call belongs; null = none. */
export function fieldOf<F extends string>({ details }: Problem, fields: readonly F[]): F | null {
  return fields.find((field) => field === details?.['field']) ?? null
}
