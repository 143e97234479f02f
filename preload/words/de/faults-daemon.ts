import { isolated } from '../../text/shown.ts'
import type { daemonFaults as english } from '../en/faults-daemon.ts'
import type { Wide } from '../wide.ts'
import { bytes, figures, seconds } from './numbers.ts'

/** Wer erwartet wird und was hinzugefügt wird, steht so, wie diese Sätze es brauchen: im Dativ, im Akkusativ. */
export const daemonFaults: Wide<typeof english> = {
  'peer.daemon': 'einem Daemon',
  'peer.refused.hint': 'Läuft der Daemon dort, und nimmt er Verbindungen von anderen Rechnern an?',
  'peer.web.hint': 'Den Port des Daemons selbst benutzen.',
  'peer.address': ({ peer }) => `${isolated(peer)} ist keine Adresse für eine Verbindung.`,
  'peer.given-up': ({ peer }) => `Die Verbindung mit ${isolated(peer)} wurde aufgegeben.`,
  'peer.bare': ({ peer }) => `${isolated(peer)} hat TLS eingerichtet, ohne ein Zertifikat zu zeigen.`,
  'peer.silent': ({ peer, number }) =>
    `${isolated(peer)} hat nicht innerhalb von ${seconds(number)} geantwortet. Die Adresse prüfen, und ob eine ` +
    'Firewall die Verbindung verwirft.',
  'peer.silent.taken': ({ peer, number, what }) =>
    `${isolated(peer)} hat die Verbindung angenommen, aber nicht innerhalb von ${seconds(number)} geantwortet. Gehört ` +
    `der Port zu ${what}?`,
  'peer.silent.system': ({ peer }) => `${isolated(peer)} hat nicht geantwortet. Adresse und Firewalls prüfen.`,
  'peer.unresolved': ({ peer }) => `Für ${isolated(peer)} wurde keine Adresse gefunden. Den Rechnernamen prüfen.`,
  'peer.refused': ({ peer, hint }) => `${isolated(peer)} hat die Verbindung abgewiesen. ${hint}`,
  'peer.unreachable': ({ peer }) => `Von hier führt kein Weg zu ${isolated(peer)}. Netzwerk oder VPN prüfen.`,
  'peer.tls': ({ peer, reason }) =>
    `${isolated(peer)} und dieses Programm konnten sich nicht auf TLS einigen (${isolated(reason)}).`,
  'peer.web': ({ peer, hint }) => `${isolated(peer)} antwortet wie ein Webserver. ${hint}`,
  'peer.not-tls': ({ peer, what }) =>
    `${isolated(peer)} spricht kein TLS, gehört also nicht zu ${what}. Den Port prüfen.`,
  'peer.closed': ({ peer }) =>
    `${isolated(peer)} hat die Verbindung angenommen und vor dem Einrichten von TLS geschlossen. Fehlt das andere ` +
    'Ende eines Tunnels?',
  'peer.broken': ({ peer }) => `Die Verbindung mit ${isolated(peer)} ist abgebrochen.`,

  'certificate.first': ({ daemon }) =>
    `${isolated(daemon)} ist zum ersten Mal da. Zum Verbinden das Zertifikat prüfen; gesendet wurde nichts.`,
  'certificate.changed': ({ daemon }) =>
    `Das Zertifikat von ${isolated(daemon)} ist nicht das vertraute. Wurde der Daemon neu installiert, dem neuen ` +
    'vertrauen; sonst liest womöglich jemand mit. Es wurde nichts gesendet.',

  'daemon.some': 'Der Daemon',
  'daemon.ended': ({ daemon }) => `${isolated(daemon)} hat die Verbindung beendet.`,
  'daemon.closed': ({ daemon }) => `Die Verbindung mit ${isolated(daemon)} wurde geschlossen.`,
  'daemon.late': ({ daemon, number }) => `${isolated(daemon)} hat nicht innerhalb von ${seconds(number)} geantwortet.`,
  'daemon.late.changing': ({ daemon, number }) =>
    `${isolated(daemon)} hat nicht innerhalb von ${seconds(number)} geantwortet; ob es ausgeführt wurde, ist also nicht ` +
    'bekannt. Die Liste wird es zeigen.',
  'daemon.ended.changing': ({ daemon }) =>
    `Die Verbindung mit ${isolated(daemon)} endete vor der Antwort; ob es ausgeführt wurde, ist also nicht bekannt. ` +
    'Die Liste wird es zeigen.',
  'daemon.unasked': ({ daemon }) => `${isolated(daemon)} antwortet nicht; danach wurde also nicht mehr gefragt.`,
  'daemon.silent-about': ({ daemon }) => `${isolated(daemon)} antwortet hierauf nicht, auf andere Fragen aber schon.`,
  'daemon.too-much': ({ daemon, why }) => `${isolated(daemon)} sendet mehr, als irgendwer verlangt hat. ${why}`,
  'daemon.nonsense': ({ daemon }) =>
    `${isolated(daemon)} sendet, was niemand lesen kann. Ist es ein Daemon dieser Art, und ist der Weg dorthin in ` +
    'Ordnung?',
  'daemon.no-level': ({ daemon }) =>
    `${isolated(daemon)} hat die Anmeldung mit etwas beantwortet, das keine Stufe ist.`,
  'daemon.login': ({ daemon, why }) => `${isolated(daemon)} hat die Anmeldung abgelehnt: ${why}.`,
  'login.username': 'Der Benutzername ist dort nicht bekannt',
  'login.password': 'Das Passwort ist falsch',
  'login.either': 'Benutzername oder Passwort ist falsch',
  'daemon.login.wanted': ({ daemon }) => `${isolated(daemon)} verlangt Benutzername und Passwort.`,
  'daemon.client': ({ daemon, client }) => `${isolated(daemon)} lehnt dieses Programm ab: Verlangt wird ${client}.`,
  'daemon.level': ({ daemon, have, need }) =>
    `${isolated(daemon)} erlaubt das nicht: Nötig ist ${need}, und dieses Konto hat ${have}.`,
  'level.named': ({ level, name }) => `Stufe ${level} (${name})`,
  'level.plain': ({ level }) => `Stufe ${level}`,
  'level.other': 'eine andere Stufe',
  'level.none': 'keine',
  'level.read-only': 'nur lesen',
  'level.normal': 'normal',
  'level.admin': 'Admin',
  'account.no-rights': ({ account, daemon, level }) =>
    `Das Konto ${isolated(account)} auf ${isolated(daemon)} hat keine Rechte (Stufe ${level}).`,
  'account.level': ({ daemon, level, need }) =>
    `Das Konto auf ${isolated(daemon)} hat Stufe ${level}; hierfür ist Stufe ${need} nötig.`,
  'daemon.reported': ({ daemon, name }) => `${isolated(daemon)} meldet ${isolated(name)}.`,
  'daemon.reported.text': ({ daemon, name, text }) =>
    `${isolated(daemon)} meldet ${isolated(name)}: ${isolated(text)}.`,
  'error.nameless': 'einen Fehler',

  'answer.odd': ({ what }) => `Die Antwort des Daemons auf die Frage nach ${what} ist nicht zu verstehen.`,
  'answer.details': 'den Einzelheiten eines Torrents',
  'answer.torrents': 'einigen Torrents',
  'answer.settings': 'seinen Einstellungen',
  'answer.accounts': 'seinen Konten',
  'answer.status': 'dem Zustand eines Torrents',
  'answer.files': 'den Dateien eines Torrents',
  'answer.peers': 'den Peers eines Torrents',
  'answer.trackers': 'den Trackern eines Torrents',
  'answer.plugins': 'seinen Erweiterungen',
  'answer.labels': 'seinen Labels',
  'answer.folders': 'seinen Ordnern',
  'answer.list': 'seiner Torrent-Liste',

  'torrent.gone': ({ daemon }) => `${isolated(daemon)} hat diesen Torrent nicht (mehr).`,
  'torrent.gone.named': ({ daemon, torrent }) =>
    `${isolated(daemon)} hat den Torrent ${isolated(torrent)} nicht (mehr).`,
  'limits.notTaken': ({ daemon }) =>
    `${isolated(daemon)} hat andere Geschwindigkeitsgrenzen als verlangt. Noch einmal versuchen.`,
  'torrent.not-removed': ({ daemon }) =>
    `${isolated(daemon)} konnte den Torrent nicht entfernen und nannte keinen Grund.`,
  'torrent.not-removed.text': ({ daemon, text }) =>
    `${isolated(daemon)} konnte den Torrent nicht entfernen: ${isolated(text)}`,
  'torrent.misspelt':
    'Über diesen Torrent kann der Daemon nichts sagen: Sein Name ist kein UTF-8. Den Torrent entfernen, den Daemon ' +
    'neu starten und den Torrent von hier aus wieder hinzufügen; solche Links werden hier neu geschrieben.',
  'torrent.untold':
    'Über diesen Torrent kann der Daemon nichts sagen: Er scheitert daran oder schweigt. Den Torrent entfernen, den ' +
    'Daemon neu starten und den Torrent von hier aus wieder hinzufügen; solche Links werden hier neu geschrieben.',

  'add.magnet': 'den Magnet-Link',
  'add.already': ({ daemon }) => `${isolated(daemon)} hat diesen Torrent schon.`,
  'add.failed': ({ daemon }) => `${isolated(daemon)} konnte den Torrent nicht hinzufügen.`,
  'add.failed.text': ({ daemon, text }) =>
    `${isolated(daemon)} konnte den Torrent nicht hinzufügen: ${isolated(text)}.`,
  'add.no-reason': ({ daemon, what }) =>
    `${isolated(daemon)} hat ${isolated(what)} nicht hinzugefügt und keinen Grund genannt.`,
  'add.not-there': ({ daemon, what }) =>
    `${isolated(daemon)} hat ${isolated(what)} nicht hinzugefügt: Dort liegt keine Torrent-Datei, oder der Torrent ist ` +
    'schon da.',
  'add.unreadable': ({ daemon, what }) => `${isolated(daemon)} konnte ${isolated(what)} nicht lesen.`,
  'add.unreadable.file': ({ daemon, what }) =>
    `${isolated(daemon)} konnte ${isolated(what)} nicht lesen: Das ist keine Torrent-Datei.`,
  'add.only-v2': ({ daemon }) =>
    `${isolated(daemon)} nimmt keine Magnet-Links, die nur einen Hash der Version 2 haben. Stattdessen die ` +
    'Torrent-Datei hinzufügen.',
  'add.only-v2.file': ({ daemon }) =>
    `${isolated(daemon)} ist zu alt für diesen Torrent: Er hat nur einen Hash der Version 2.`,
  'add.other-files': 'Die gewählten Dateien sind nicht die dieses Torrents: ihn neu öffnen und neu wählen.',
  'add.files-unlike': 'Der Daemon nennt die Dateien dieses Torrents anders: sie dort in den Details wählen.',
  'metadata.too-old': ({ daemon }) =>
    `${isolated(daemon)} ist zu alt, um vor dem Hinzufügen zu sagen, was ein Magnet-Link enthält.`,
  'metadata.no-hash': 'Dieser Magnet-Link nennt keinen Torrent: Er hat keinen Info-Hash.',
  'metadata.other': ({ daemon }) =>
    `${isolated(daemon)} hat den Inhalt eines anderen Torrents genannt. Ohne Dateiauswahl hinzufügen.`,
  'add.not-fetched': ({ daemon, what, why }) =>
    `${isolated(daemon)} konnte ${isolated(what)} nicht hinzufügen: ${why}.`,
  'fetch.certificate': 'Das Zertifikat des Servers wird dort nicht akzeptiert',
  'fetch.redirects': 'Der Server leitet ohne Ende weiter',
  'fetch.host': 'Zum Rechnernamen findet sich keine Adresse',
  'fetch.refused': 'Der Server hat die Verbindung abgewiesen',
  'fetch.late': 'Der Server hat nicht rechtzeitig geantwortet',
  'fetch.error': 'Der Server hat mit einem Fehler geantwortet',
  'fetch.status': ({ status }) => `Der Server hat mit ${isolated(status)} geantwortet`,
  'fetch.no-torrent': 'Dort liegt keine Torrent-Datei',
  'fetch.broken': 'Der Server hat die Verbindung abgebrochen',
  'fetch.no-reason': 'Einen Grund nannte er nicht',

  'send.type': ({ type }) => `Ein Wert der Art ${type} lässt sich nicht an einen Daemon senden.`,
  'send.deep': ({ number }) =>
    `Der Wert ist mehr als ${figures.format(number)} Ebenen tief verschachtelt oder enthält sich selbst.`,
  'send.object': 'Nur einfache Objekte lassen sich an einen Daemon senden.',
  'send.integer': ({ number }) => `Eine ganze Zahl aus ${figures.format(number)} Zeichen ist zu lang.`,
  'send.surrogate': 'Ein Text enthält ein halbes Zeichen und hat keine Form in UTF-8.',

  'sent.too-much': ({ what, number }) => `Die Gegenseite hat ${what} gesendet; die Grenze liegt bei ${bytes(number)}.`,
  'sent.message': 'eine Nachricht',
  'sent.endless': 'eine Nachricht ohne Ende',
  'sent.frame': ({ number }) => `eine Nachricht von ${bytes(number)}`,
  'sent.uninflatable': 'Eine Nachricht kam an, die sich nicht entpacken lässt.',
}
