import { isolated, isolatedPath } from '../../text/shown.ts'

/** What is wrong with a start, with what the system hands over, and with what is asked at the door. */
export const startFaults = {
  'option.unknown': ({ argument }: { argument: string }) =>
    `Estuary does not know "${isolated(argument)}"; --help lists what it knows.`,
  'option.empty': ({ name }: { name: string }) => `Give a value after ${isolated(name)}.`,
  'option.valued': ({ name }: { name: string }) => `${isolated(name)} takes no value.`,
  'option.port': ({ text }: { text: string }) => `A port is a number from 0 to 65535, not "${isolated(text)}".`,
  'option.foreign': ({ name }: { name: string }) =>
    `Estuary does not start with --${name}: it takes no orders from other programs.`,
  'start.unbuilt': ({ folder }: { folder: string }) =>
    `The window is not built in ${isolatedPath(folder)}: run "npm run build" first.`,
  'start.dev-port': ({ port }: { port: string }) =>
    `The development server cannot listen on port ${port}: choose another with --port.`,
  'start.port.taken': ({ port }: { port: string }) =>
    `Another program already listens on port ${port}: choose another with --port, or leave it out.`,
  'start.port.closed': ({ port, reason }: { port: string; reason: string }) =>
    `Port ${port} cannot be opened (${reason}): choose another with --port, or leave it out.`,
  'start.never': 'Estuary ended by a fault of its own, in safe mode, too.',

  'door.fresh':
    'This page needs a fresh address. Start Estuary again with "npm start -- --web" (the running one may stay): it ' +
    'prints an address that lets this browser in once.',
  'door.script': 'Estuary’s window needs JavaScript.',
  'door.nothing': 'There is nothing at this address.',
  'door.name': ({ address }: { address: string }) => `Estuary is only to be called as ${address}.`,
  'door.foreign': 'Only pages of Estuary itself may do this.',
  'door.body': 'A question has no body.',
  'door.expectation': 'Nothing but 100-continue can be expected here.',
  'door.key': 'That is not the key of this Estuary.',
  'door.unreadable': 'This request cannot be understood.',
  'door.too-much': 'That is more than a call may carry.',
  'door.failed': 'Something went wrong inside Estuary; its log says more.',
  'door.call': 'A call is {"name": …, "args": …}.',
  'door.page': 'This page is no longer connected: reload it.',
  'door.window': 'Only Estuary’s own window may do this.',

  'handed.magnet': 'That magnet link names no torrent.',
  'handed.elsewhere': 'Only torrent files on this machine can be opened.',
  'handed.no-torrent': ({ name }: { name: string }) => `${isolated(name)} is not a torrent file.`,
  'handed.no-file': ({ name }: { name: string }) => `${isolated(name)} is not a file.`,
  'handed.too-large': ({ name }: { name: string }) => `${isolated(name)} is too large to be a torrent file.`,
  'handed.unreadable': ({ name }: { name: string }) => `${isolated(name)} could not be read.`,
  'handed.too-much': 'That is more than can be opened at once; the rest was left out.',
  'outside.address': 'Estuary opens only https addresses and mail addresses.',
} as const
