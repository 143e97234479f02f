import { isolated } from '../../text/shown.ts'

interface On {
  daemon: string
}
interface Account extends On {
  account: string
}

/** What the core says of accounts, in failures, in history and of arguments; the form of these is that of faults. */
export const accountSays = {
  'ask.account.name': 'Give the account a name.',
  'ask.account.name.colon': 'A user name has no colon.',
  'ask.account.name.space': 'A user name has no spaces.',
  'ask.account.name.hash': 'A user name does not begin with #.',
  'ask.account.name.signs': 'A user name has no invisible characters.',
  'ask.account.password': 'Give a password.',
  'ask.account.password.colon': 'A password has no colon.',
  'ask.account.password.signs': 'A password has no line breaks or other control characters.',
  'ask.account.password.space': 'A password neither begins nor ends with a space.',

  'level.admin': 'Admin',
  'level.normal': 'Normal',
  'level.readOnly': 'Read only',
  'level.none': 'None',
  'level.other': ({ level }: { level: number }) => `Level ${level}`,

  'accounts.needs': ({ account, daemon, level, needed }: Account & { level: number; needed: number }) =>
    `Accounts need level ${needed}, and ${isolated(account)} has level ${level} on ${isolated(daemon)}. ` +
    'Connect as another account.',
  'accounts.too-old': ({ daemon, program }: On & { program: string }) =>
    `${isolated(daemon)} runs ${program}, which has no call for accounts: edit its file of accounts on its machine.`,
  'accounts.held': ({ daemon }: On) =>
    `${isolated(daemon)} is held back because Estuary is in safe mode. Connect it first.`,
  'accounts.unlisted': ({ daemon }: On) =>
    `${isolated(daemon)} cannot list its accounts: one in its file has a level that it does not know. ` +
    'Correct that line on its machine.',
  'accounts.malformed': ({ daemon }: On) =>
    `${isolated(daemon)} told of its accounts in a form that cannot be understood.`,
  'accounts.refused': ({ daemon, reason }: On & { reason: string }) =>
    `${isolated(daemon)} refused this: ${isolated(reason)}.`,
  'accounts.refused-silently': ({ daemon }: On) => `${isolated(daemon)} refused this and did not say why.`,
  'accounts.taken': ({ daemon, account }: Account) =>
    `${isolated(daemon)} has an account ${isolated(account)} already. Choose another name.`,
  'accounts.gone': ({ daemon, account }: Account) =>
    `${isolated(daemon)} has no account ${isolated(account)} any more. Read the list again.`,
  'accounts.unwritable': ({ account, level }: { account: string; level: number }) =>
    `${isolated(account)} has level ${level}, which cannot be given. Give it another level first.`,
  'accounts.own': ({ daemon, account }: Account) =>
    `This connection to ${isolated(daemon)} is logged in as ${isolated(account)}. ` +
    'Do this from another admin’s connection.',
  'accounts.built-in': ({ daemon, account }: Account) =>
    `${isolated(daemon)} makes ${isolated(account)} itself, for programs on its machine.`,
  'accounts.last-admin': ({ daemon, account }: Account) =>
    `${isolated(account)} is the last admin of ${isolated(daemon)}: nobody could change its accounts from here any more.`,
  'accounts.not-done': ({ daemon }: On) =>
    `${isolated(daemon)} did not answer, and its list shows that nothing was changed. Try again.`,
  'accounts.unknown': ({ daemon }: On) =>
    `${isolated(daemon)} did not answer, so it is not known whether this was done. Its list will show it when it is back.`,
  'accounts.unknown-password': ({ daemon, account }: Account) =>
    `${isolated(daemon)} did not answer, so it is not known whether the password of ${isolated(account)} was changed. ` +
    'Log in with it to see.',
  'accounts.connected': ({ name, account }: { name: string; account: string }) =>
    `${isolated(name)} is logged in as ${isolated(account)} there already.`,
  'accounts.no-account': ({ daemon }: On) => `${isolated(daemon)} is of a kind that knows no accounts.`,

  'history.account.created': ({ account, level, login }: { account: string; level: string; login: string }) =>
    `Made the account ${isolated(account)} (${level}), as ${isolated(login)}.`,
  'history.account.level': ({ account, level, login }: { account: string; level: string; login: string }) =>
    `Gave the account ${isolated(account)} the level ${level}, as ${isolated(login)}.`,
  'history.account.password': ({ account, login }: { account: string; login: string }) =>
    `Changed the password of the account ${isolated(account)}, as ${isolated(login)}.`,
  'history.account.removed': ({ account, login }: { account: string; login: string }) =>
    `Removed the account ${isolated(account)}, as ${isolated(login)}.`,
  'history.account.connection': ({ name, account }: { name: string; account: string }) =>
    `Added beside ${isolated(name)}, as ${isolated(account)}.`,
} as const
