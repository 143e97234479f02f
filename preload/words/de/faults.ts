import type { faults as english } from '../en/faults.ts'
import { isolated, isolatedPath } from '../../text/shown.ts'
import type { Wide } from '../wide.ts'
import { figures } from './numbers.ts'

const where = ({ call, field }: { call: string; field: string | null }): string =>
  field === null ? `Das Argument von ${isolated(call)}` : `„${isolated(field)}“ von ${isolated(call)}`
const amount = (number: number, isText: boolean): string =>
  `${figures.format(number)} ${isText ? 'Zeichen' : 'Einträge'}`

export const faults: Wide<typeof english> = {
  said: ({ text }) => isolated(text),
  'log.only': ({ text }) => text,
  'estuary.failed': ({ text }) => `In Estuary ist etwas schiefgegangen: ${isolated(text)}`,
  'estuary.feed': 'Dieser Teil von Estuary ist wiederholt gescheitert; das Protokoll sagt mehr.',
  'estuary.daemon': ({ daemon, text }) =>
    `In Estuary ist etwas bei ${isolated(daemon)} schiefgegangen (${isolated(text)}). Die Verbindung wird neu aufgebaut; ` +
    'das Protokoll sagt mehr.',
  'estuary.safe': 'Estuary ist im abgesicherten Modus: Womit es sich verbindet, wird an seinem Fenster entschieden.',
  'estuary.person': 'Das darf nur, wer an einem Fenster von Estuary sitzt.',

  'door.lost': 'Die Verbindung zu Estuary ist unterbrochen; sie wird neu aufgebaut.',
  'door.ended': 'Die Sitzung dieser Seite ist zu Ende: Estuary neu starten und die Adresse öffnen, die es ausgibt.',

  'daemon.offline': ({ daemon }) =>
    `${isolated(daemon)} ist nicht verbunden. Nach dem Verbinden noch einmal versuchen.`,
  'link.ended': 'Die Verbindung wurde beendet.',
  'link.silent': 'Der Daemon antwortet nicht mehr.',

  'trust.persons': 'Einem Zertifikat vertrauen kann nur ein Mensch an einem Fenster von Estuary.',
  'daemon.unlisted': 'Dieser Daemon ist nicht mehr in der Liste.',
  'daemon.twin': ({ daemon, other }) =>
    `${isolated(daemon)} zeigt das Zertifikat von ${isolated(other)}, beide sind also derselbe Daemon. Beide behalten ` +
    'oder einen davon entfernen.',
  'daemon.again': ({ daemon }) => `${isolated(daemon)} ist schon dieses Konto unter dieser Adresse.`,
  'daemon.way': ({ kind }) => `${isolated(kind)} ist auf diesem Weg nicht zu erreichen.`,
  'daemon.unknown-kind': ({ daemon, kind }) =>
    `${isolated(daemon)} ist ein Daemon der Art „${isolated(kind)}“, die dieses Estuary nicht kennt.`,
  'kind.unknown': ({ kind }) => `Dieses Estuary kennt keine Daemons der Art „${isolated(kind)}“.`,
  'daemon.no-password': ({ daemon }) =>
    `Für ${isolated(daemon)} ist kein Passwort gespeichert. Den Daemon bearbeiten und es neu eingeben.`,
  'daemon.test-password': 'Zum Testen dieser Adresse das Passwort eingeben.',
  'daemon.old-password': 'Das Passwort neu eingeben: Gespeichert ist es für den Daemon an der alten Adresse.',
  'torrent.unlisted': 'Diesen Torrent gibt es nicht mehr.',
  'settings.too-large': 'Diese Einstellungen sind mehr, als Estuary speichert; die bisherigen bleiben.',

  'import.none': ({ kind }) => `Von den Programmen von ${isolated(kind)} lässt sich nichts übernehmen.`,
  'import.old': 'Diese Liste ist veraltet. Noch einmal nach Daemons suchen.',
  'import.path': 'Den ganzen Pfad des Ordners angeben.',
  'import.no-folder': ({ folder }) => `Einen lesbaren Ordner ${isolatedPath(folder)} gibt es nicht.`,
  'import.other': ({ folder }) => `${isolatedPath(folder)} ist kein Ordner.`,
  'import.damaged': ({ number, path, why }) => `Eintrag ${number} von ${isolatedPath(path)} ist beschädigt: ${why}.`,
  'entry.host.odd': 'Der Host ist weder ein Name noch eine Adresse',
  'entry.username.long': 'Der Benutzername ist zu lang',
  'entry.password.long': 'Das Passwort ist zu lang',
  'entry.short': 'Es ist kein Host mit Port und Konto',
  'entry.host.none': 'Der Host fehlt',
  'entry.port': 'Der Port ist keine Zahl von 1 bis 65535',
  'entry.account': 'Benutzername oder Passwort ist kein Text',

  'call.unknown': ({ name }) => `Einen Aufruf „${isolated(name)}“ gibt es nicht.`,
  'call.unnamed': 'Ein Aufruf wird durch einen Text benannt.',
  'feed.unknown': ({ name }) => `Einen Feed „${isolated(name)}“ gibt es nicht.`,
  'feed.unnamed': 'Ein Feed wird durch einen Text benannt.',
  'feed.too-many': ({ number }) =>
    `Ein Fenster hört höchstens ${figures.format(number)} Feeds auf einmal: zuerst einen beenden.`,
  'call.too-much': ({ call }) =>
    `Das ist mehr, als ${isolated(call)} annimmt, oder es sind keine einfachen Daten: mit weniger sagen.`,
  'argument.text': (argument) => `${where(argument)} muss ein Text sein.`,
  'argument.number': (argument) => `${where(argument)} muss eine Zahl sein.`,
  'argument.integer': (argument) => `${where(argument)} muss eine ganze Zahl sein.`,
  'argument.boolean': (argument) => `${where(argument)} muss wahr oder falsch sein.`,
  'argument.list': (argument) => `${where(argument)} muss eine Liste sein.`,
  'argument.object': (argument) => `${where(argument)} muss ein Objekt sein.`,
  'argument.missing': (argument) => `${where(argument)} fehlt.`,
  'argument.unknown': (argument) => `${where(argument)} ist nicht bekannt: weglassen.`,
  'argument.odd': (argument) => `${where(argument)} ist nicht, was hier angenommen wird.`,
  'argument.choice': (argument) => `${where(argument)} muss eines davon sein: ${argument.choices}.`,
  'argument.least': (argument) => `${where(argument)} muss ${figures.format(argument.number)} oder mehr sein.`,
  'argument.most': (argument) => `${where(argument)} muss ${figures.format(argument.number)} oder weniger sein.`,
  'argument.short': (argument) =>
    `${where(argument)} muss mindestens ${amount(argument.number, argument.isText)} haben.`,
  'argument.long': (argument) => `${where(argument)} darf höchstens ${amount(argument.number, argument.isText)} haben.`,
}
