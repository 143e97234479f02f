import { isolated } from '../../text/shown.ts'
import { counted, figures, form, listed } from './numbers.ts'

interface On {
  daemon: string
}
interface Account extends On {
  account: string
}

/** What the core says of accounts, in failures, in history and of arguments; the form of these is that of faults. */
export const accountSays = {
  'accounts.level.admin': 'Admin',
  'accounts.level.normal': 'Normal',
  'accounts.level.readOnly': 'Read only',
  'accounts.level.none': 'None',
  'accounts.level.other': ({ level }: { level: number }) => `Level ${level}`,

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
  'accounts.password-of-other': ({ account, other }: { account: string; other: string }) =>
    `Type the password of ${isolated(account)}: the kept one is that of ${isolated(other)}.`,
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

/** The page of accounts and its dialogs. */
export const accountWords = {
  remark: 'Who may log in to your daemons',
  open: 'Accounts…',
  chooser: 'Daemons',
  count: (number: number) => counted(number, 'account', 'accounts'),
  /** Who we are there, and with which level; an empty name = nobody in particular. */
  as: (account: string, level: string) => (account === '' ? level : `as ${isolated(account)}, ${level}`),
  level: (name: string, number: number) => `${name} ${number}`,
  levels: { 0: 'None', 1: 'Read only', 5: 'Normal', 10: 'Admin' } as Record<number, string>,
  otherLevel: 'Level',

  states: {
    asking: (daemon: string) => `Asking ${isolated(daemon)}…`,
    needsAdmin: 'Needs an admin account',
    connectAs: 'Connect as another account',
    youAre: (who: string) => `You are connected ${who}.`,
    notPossible: 'Not possible here',
    off: (daemon: string) => `${isolated(daemon)} is not connected`,
    offHint: 'Its accounts are read as soon as it is.',
    asOf: (daemon: string, when: string) => `${isolated(daemon)} is not connected: its accounts as of ${when}.`,
    failed: 'The accounts could not be read',
    again: 'Try again',
    none: 'No daemons yet',
    noneHint: 'Add the first one to see who may log in to it.',
    lastSeen: (age: string) => `Last seen ${age}`,
    notReached: 'Not reached yet',
    leftOut: (number: number) =>
      `${counted(number, 'more account', 'more accounts')} that the daemon told of cannot be shown.`,
  },

  table: {
    label: (daemon: string) => `Accounts of ${isolated(daemon)}`,
    name: 'Name',
    level: 'Level',
    usedBy: 'Used by',
    you: 'this is you',
    thisConnection: 'this connection',
    connected: 'connected',
    notConnected: 'not connected',
    programs: (daemon: string) => `programs on ${isolated(daemon)} itself`,
    noConnection: 'no saved connection',
    andMore: (number: number) => `and ${figures.format(number)} more`,
    actions: (account: string) => `Actions for ${isolated(account)}`,
    noName: '(no name)',
  },

  acts: {
    label: 'What is done to an account',
    level: 'Change level',
    password: 'Change password…',
    remove: 'Remove…',
    add: 'Add account…',
    connectAs: (account: string) => `Connect as ${isolated(account)}…`,
    connect: (name: string) => `Connect ${isolated(name)}`,
    disconnect: (name: string) => `Disconnect ${isolated(name)}`,
    switchTo: (name: string, from: string) => `Connect ${isolated(name)} instead of ${isolated(from)}`,
    inUse: (name: string) => `${isolated(name)} is logged in with it already.`,
    chooseFirst: 'Choose an account first.',
    own: 'You are logged in with it.',
    builtIn: (daemon: string) => `${isolated(daemon)} makes it itself.`,
  },

  notes: {
    title: 'Levels',
    admin: 'Everything: torrents of all owners, preferences, plugins, accounts.',
    normal: 'Own and shared torrents, preferences and plugins. No accounts.',
    readOnly: 'Can log in, but cannot list torrents: such a connection stays empty.',
    none: 'Can do nothing: the daemon hangs up after the login.',
    liveTitle: 'Live sessions go on.',
    live: 'Removing an account, or lowering its level, does not end the sessions it has open. Restart the daemon to end them.',
  },

  add: {
    title: (daemon: string) => `Add an account to ${isolated(daemon)}`,
    name: 'User name',
    taken: (daemon: string, account: string) => `${isolated(daemon)} has an account ${isolated(account)} already.`,
    level: 'Level',
    act: 'Add account',
    cancel: 'Cancel',
    done: (account: string, daemon: string) => `${isolated(account)} may log in to ${isolated(daemon)} now.`,
  },

  password: {
    title: (account: string) => `Change the password of ${isolated(account)}`,
    label: 'Password',
    made: 'Make a good one',
    typed: 'Type one',
    madeHint: 'It is shown once, right after.',
    repeat: 'Repeat the password',
    differs: 'The two are not the same.',
    own: 'This connection logs in with it and keeps the new one.',
    kept: (names: readonly string[]) =>
      `${listed(names.map(isolated))} ${form(names.length, 'logs in with it and keeps', 'log in with it and keep')} the new one, too.`,
    act: 'Change password',
    done: (account: string) => `The password of ${isolated(account)} is changed.`,
    notKept: (why: string) => `The password is changed, but it could not be kept here: ${why}`,
  },

  made: {
    title: (account: string) => `The password of ${isolated(account)}`,
    once: 'This is the only time that it is shown. Copy it now, or change it later.',
    kept: 'This connection keeps it.',
    value: 'Password',
    copy: 'Copy',
    copied: 'Copied the password.',
    done: 'Done',
  },

  lower: {
    title: (account: string) => `Lower the level of ${isolated(account)}?`,
    act: (level: string) => `Give level ${level}`,
    done: (account: string, level: string) => `${isolated(account)} has level ${level} now.`,
    lowered: (account: string, level: string) =>
      `${isolated(account)} has level ${level} now. Sessions that it has open keep the old one.`,
  },

  remove: {
    title: (account: string, daemon: string) => `Remove ${isolated(account)} from ${isolated(daemon)}?`,
    explain: (account: string) => `${isolated(account)} cannot log in any more.`,
    sessions: 'Sessions that it has open go on until they end. Restart the daemon to end them.',
    usedBy: (names: readonly string[]) =>
      `${listed(names.map(isolated))} ${form(names.length, 'logs', 'log')} in with it and will be refused.`,
    lastAdmin: (account: string, daemon: string) =>
      `${isolated(account)} is the last admin of ${isolated(daemon)}. Without one nobody can change its accounts from here.`,
    builtIn: (account: string, daemon: string) =>
      `Programs on ${isolated(daemon)} itself log in as ${isolated(account)}, and may not work any more.`,
    act: 'Remove account',
    done: (account: string) => `${isolated(account)} is removed.`,
  },

  connect: {
    title: (daemon: string) => `Connect to ${isolated(daemon)} as another account`,
    explain:
      'This adds a connection beside the present one. While both are connected, torrents that both see stand in the list twice.',
    username: 'User name',
    password: 'Password',
    name: 'Name',
    nameHint: 'How it is called in this window.',
    suggested: (daemon: string, account: string) => `${isolated(daemon)} as ${isolated(account)}`,
    suggestedAny: (daemon: string) => `${isolated(daemon)} as another account`,
    act: 'Connect',
    anyway: 'Connect anyway',
    low: (account: string, level: number) =>
      `${isolated(account)} has level ${level}: accounts need level 10. It can be connected all the same.`,
    done: (name: string) => `${isolated(name)} is added.`,
  },

  /** Behind a sentence that something was done: the answer never came, and was looked up. */
  unanswered: (done: string) => `${done} The daemon did not answer, but its list says so.`,
} as const
