import { isolated } from '../../text/shown.ts'
import type { trackerWords as english } from '../en/trackers.ts'
import type { Wide } from '../wide.ts'
import { counted, torrents } from './numbers.ts'

const trackers = (number: number): string => counted(number, 'Tracker', 'Tracker')

export const trackerWords: Wide<typeof english> = {
  label: 'Tracker',
  tier: (number) => `Stufe ${number}`,
  first: 'zuerst gefragt',
  later: 'gefragt, wenn darüber keiner antwortet',
  columns: { url: 'Tracker', status: 'Status', seeds: 'Seeds', peers: 'Peers', next: 'Nächste Anfrage' },
  states: {
    none: 'noch nicht gefragt',
    ok: 'in Ordnung',
    announcing: 'fragt an',
    warning: 'Warnung',
    error: 'antwortet nicht',
    untold: 'keine Angabe',
  },
  untoldMore: (daemon) => `${isolated(daemon)} sagt nur etwas über den Tracker in Gebrauch.`,
  inTime: (time) => `in ${time}`,
  now: 'jetzt',
  answering: (number, whole) => `${number} von ${trackers(whole)} in Ordnung`,
  several: (number) => trackers(number),
  private: 'Privater Torrent',
  public: 'Öffentlicher Torrent',
  none: 'Keine Tracker',
  noneText: 'Peers kommen über DHT und Austausch.',
  nonePrivate: 'Dieser Torrent ist privat: Ohne Tracker findet er keine Peers.',
  more: (number) =>
    `Es gibt ${trackers(number)} mehr, als gezeigt werden; deshalb lässt sich die Liste hier nicht ändern.`,
  acts: {
    reannounce: 'Neu anfragen',
    add: 'Hinzufügen\u00a0…',
    edit: 'Bearbeiten\u00a0…',
    remove: 'Entfernen',
    up: 'Eine Stufe höher',
    down: 'Eine Stufe tiefer',
    copy: 'Adresse kopieren',
    chooseFirst: 'Zuerst einen Tracker auswählen.',
    topmost: 'Er wird schon zuerst gefragt.',
    lowest: 'Er wird schon zuletzt gefragt.',
    busy: 'Eine Änderung ist unterwegs.',
  },
  edit: 'Adresse des Trackers',
  removed: 'Tracker entfernt.',
  copied: 'Adresse kopiert.',
  many: {
    title: 'Einen Torrent auswählen, um seine Tracker zu sehen',
    add: (number) => `Zu ${torrents(number)} Tracker hinzufügen\u00a0…`,
  },
  adding: {
    title: 'Tracker hinzufügen',
    titleMany: (number) => `Tracker zu ${torrents(number)} hinzufügen`,
    addresses: 'Adressen',
    hint: 'Eine Adresse pro Zeile. Eine leere Zeile beginnt die nächste Stufe.',
    into: 'Hinzufügen zu',
    behind: 'einer neuen Stufe am Ende',
    add: 'Hinzufügen',
    cancel: 'Abbrechen',
    line: (number, fault) => `Zeile ${number}: ${fault}`,
    moreFaults: (number) => `${counted(number, 'weitere Zeile geht', 'weitere Zeilen gehen')} nicht.`,
    tooMany: 'Ein Torrent hat höchstens 1.000 Tracker.',
    done: (number) => `${torrents(number)} ${number === 1 ? 'hat' : 'haben'} diese Tracker jetzt.`,
    some: (number, whole) => `${number} von ${torrents(whole)} haben diese Tracker jetzt.`,
    nothing: 'Kein Torrent hat diese Tracker übernommen.',
  },
}
