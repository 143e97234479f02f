import { isolated } from '../../text/shown.ts'
import type { peerWords as english } from '../en/peers.ts'
import type { Wide } from '../wide.ts'
import { counted, figures } from './numbers.ts'

export const peerWords: Wide<typeof english> = {
  label: 'Peers',
  columns: {
    country: 'Land',
    address: 'Adresse',
    client: 'Programm',
    flags: 'Zeichen',
    progress: 'Fortschritt',
    down: 'Down',
    up: 'Up',
  },
  unknownCountry: 'Das Land ist nicht bekannt.',
  flags: {
    down: 'sendet',
    'down-wanted': 'hat Gewünschtes, sendet aber gerade nichts',
    up: 'bekommt gesendet',
    'up-wanted': 'möchte etwas, bekommt aber gerade nichts',
    encrypted: 'verschlüsselt',
    incoming: 'kam von sich aus',
    exchange: 'von einem anderen Peer genannt',
    dht: 'über DHT gefunden',
  },
  filter: (number) => `${counted(number, 'Peer', 'Peers')} filtern`,
  clear: 'Filter leeren',
  noHit: (text) => `Kein Peer mit ${isolated(text)}`,
  seeds: (here, whole) => `${here} von ${whole} Seeds`,
  others: (here, whole) => `${here} von ${whole} anderen Peers`,
  more: (number) => `${figures.format(number)} weitere werden nicht gezeigt.`,
  none: 'Keine Peers',
  why: {
    paused: 'Der Torrent ist pausiert.',
    queued: 'Der Torrent wartet in der Warteschlange.',
    tracker: 'Kein Tracker antwortet.',
  },
  acts: {
    connect: 'Mit Peer verbinden\u00a0…',
    copy: 'Adresse kopieren',
    chooseFirst: 'Zuerst einen Peer auswählen.',
  },
  copied: 'Adresse kopiert.',
  connecting: {
    title: 'Mit einem Peer verbinden',
    address: 'Adresse und Port',
    hint: '192.0.2.7:6881 oder [2001:db8::7]:6881',
    connect: 'Verbinden',
    cancel: 'Abbrechen',
    asked: (daemon) => `${isolated(daemon)} wurde um die Verbindung gebeten.`,
  },
}
