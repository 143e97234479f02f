import { isolated } from '../../text/shown.ts'
import type { callFaults as english } from '../en/faults-calls.ts'
import type { Wide } from '../wide.ts'
import { figures } from './numbers.ts'

export const callFaults: Wide<typeof english> = {
  'peer.no-socket': ({ peer }) => `Bei ${isolated(peer)} ist kein Socket. Läuft der Daemon, und lauscht er dort?`,
  'peer.socket-denied': ({ peer }) =>
    `Der Socket ${isolated(peer)} lässt sich nicht öffnen. Dieses Programm als Benutzer des Daemons starten oder dessen Gruppe das Schreiben erlauben.`,
  'peer.socket-not': ({ peer }) => `${isolated(peer)} ist kein Socket. Den Pfad angeben, an dem der Daemon lauscht.`,

  'scgi.daemon': 'einem Daemon, der SCGI spricht',
  'scgi.refused.hint': 'Läuft der Daemon dort, und ist sein SCGI-Port offen?',
  'scgi.web.hint': 'Stattdessen als Webadresse angeben.',
  'scgi.web': ({ peer }) => `${isolated(peer)} antwortet wie ein Webserver. Stattdessen als Webadresse angeben.`,
  'scgi.not': ({ peer }) => `${isolated(peer)} antwortet nicht wie ein Daemon dieser Art. Die Adresse prüfen.`,
  'scgi.no-tls': 'Solch ein Daemon spricht selbst kein TLS. Einen Socket, einen Port oder eine Webadresse benutzen.',
  'scgi.nothing': ({ peer }) => `${isolated(peer)} hat die Verbindung ohne Antwort geschlossen.`,
  'scgi.shorter': ({ peer }) => `${isolated(peer)} hat mitten in einer Antwort abgebrochen.`,
  'scgi.longer': ({ peer }) => `${isolated(peer)} hat mehr gesendet als angekündigt.`,
  'scgi.request': 'Was kam, ist keine Anfrage über SCGI.',
  'answer.too-long': ({ peer, need }) =>
    `${isolated(peer)} sendet eine Antwort von ${figures.format(need)}\u00a0MiB oder mehr, das ist zu viel.`,
  'answer.misfit': ({ daemon, method }) =>
    `${isolated(daemon)} antwortet auf ${isolated(method)} mit etwas, das nicht gefragt war.`,

  'web.not': ({ peer }) => `${isolated(peer)} antwortet nicht wie ein Webserver. Die Adresse prüfen.`,
  'web.login': ({ peer }) => `${isolated(peer)} lehnt die Anmeldung ab. Benutzername und Passwort prüfen.`,
  'web.login-within': 'Benutzername und Passwort gehören nicht in die Adresse, sie haben eigene Felder.',
  'web.name-colon': 'Ein Benutzername für einen Webserver hat keinen Doppelpunkt.',
  'web.too-large': ({ peer }) => `Der Webserver ${isolated(peer)} nimmt keine Anfrage dieser Größe an.`,
  'web.behind': ({ peer, number }) =>
    `Der Webserver ${isolated(peer)} erreicht den Daemon dahinter nicht (Status ${number}). Läuft der Daemon?`,
  'web.status': ({ peer, number }) =>
    `Der Webserver ${isolated(peer)} antwortet mit Status ${number}. Stimmt der Pfad der Adresse? Oft endet er mit /RPC2.`,

  'request.too-long': ({ daemon, need, known }) =>
    `Das ist zu groß für ${isolated(daemon)}: ${figures.format(need)}\u00a0KiB, und er nimmt ${figures.format(known)}\u00a0KiB auf einmal.`,
  'call.too-many': ({ daemon, number }) =>
    `Auf ${isolated(daemon)} warten mehr als ${figures.format(number)} Fragen. Nach einigen Antworten erneut versuchen.`,
  'call.refused': ({ daemon, text }) => `${isolated(daemon)} hat das abgelehnt: ${isolated(text)}`,
  'call.lacking': ({ daemon, method }) =>
    `Die Version von ${isolated(daemon)} kann das nicht (${isolated(method)} fehlt).`,
  'call.stranger': ({ daemon }) =>
    `${isolated(daemon)} antwortet, aber nicht wie ein Daemon dieser Art. Die Adresse prüfen.`,
  'call.no-name': ({ name }) => `Es gibt nichts namens ${isolated(name)}, das sich fragen ließe.`,
  'call.no-argument': ({ name }) => `Was ${isolated(name)} mitgegeben wurde, passt nicht dazu.`,
  'call.no-fields': 'Eine Liste wurde verlangt, ohne zu sagen, was davon.',
  'call.no-hash': 'Ein Torrent wird mit seinem Info-Hash aus 40 hexadezimalen Ziffern benannt.',
  'call.no-place': 'Diese Stelle gibt es in einem Torrent nicht.',
  'call.no-integer': 'Eine Zahl hat Nachkommastellen oder ist zu groß zum Senden.',
  'call.no-text': 'Ein Text enthält Steuerzeichen, die dieser Daemon nicht annimmt.',

  'xml.malformed': ({ why }) => `Die Antwort ist nicht lesbar. ${why}`,
  'xml.no-end': 'Sie endet vor ihrem Ende.',
  'xml.no-value': 'Es steht nichts darin.',
  'xml.no-tag': 'Sie ist kein XML-RPC.',
  'xml.no-number': 'Eine Zahl darin ist keine.',
  'xml.too-many.values': ({ number }) => `Die Antwort enthält mehr als ${figures.format(number)} Werte.`,
  'xml.too-many.bytes': ({ number }) =>
    `Die Antwort enthält mehr als ${figures.format(number)}\u00a0Bytes in einem Text.`,
  'xml.too-many.levels': ({ number }) =>
    `Die Antwort ist mehr als ${figures.format(number)} Ebenen tief verschachtelt.`,
}
