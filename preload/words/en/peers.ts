import { isolated } from '../../text/shown.ts'
import { counted, figures } from './numbers.ts'

/** Words of the Peers tab. */
export const peerWords = {
  label: 'Peers',
  columns: {
    country: 'Country',
    address: 'Address',
    client: 'Client',
    flags: 'Flags',
    progress: 'Progress',
    down: 'Down',
    up: 'Up',
  },
  unknownCountry: 'The country is not known.',
  flags: {
    down: 'sends to us',
    'down-wanted': 'has what we want, but sends nothing now',
    up: 'is sent to by us',
    'up-wanted': 'wants what we have, but is sent nothing now',
    encrypted: 'encrypted',
    incoming: 'came to us',
    exchange: 'told of by another peer',
    dht: 'found through DHT',
  },
  filter: (number: number) => `Filter ${counted(number, 'peer', 'peers')}`,
  clear: 'Clear the filter',
  noHit: (text: string) => `No peer with ${isolated(text)}`,
  seeds: (here: string, whole: string) => `${here} of ${whole} seeds`,
  others: (here: string, whole: string) => `${here} of ${whole} other peers`,
  more: (number: number) => `${figures.format(number)} more are not shown.`,
  none: 'No peers',
  why: {
    paused: 'The torrent is paused.',
    queued: 'The torrent waits in the queue.',
    tracker: 'No tracker answers.',
  },
  acts: {
    connect: 'Connect to peer…',
    copy: 'Copy address',
    chooseFirst: 'Choose a peer first.',
  },
  copied: 'Address copied.',
  connecting: {
    title: 'Connect to a peer',
    address: 'Address and port',
    hint: '192.0.2.7:6881 or [2001:db8::7]:6881',
    connect: 'Connect',
    cancel: 'Cancel',
    asked: (daemon: string) => `Asked ${isolated(daemon)} to connect.`,
  },
} as const
