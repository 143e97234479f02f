import { isolated, isolatedPath } from '../../text/shown.ts'
import type { history as english } from '../en/history.ts'
import type { Wide } from '../wide.ts'
import { counted } from './numbers.ts'

const of = ({ what }: { what: string }): string => isolated(what)

export const history: Wide<typeof english> = {
  'history.hidden': ({ number }) =>
    `${counted(number, 'Torrent anderer Konten wird', 'Torrents anderer Konten werden')} diesem Konto nicht mehr ` +
    'angezeigt. Das heißt nicht, dass jemand sie entfernt hat.',
  'history.omitted': ({ number }) =>
    `Dort gab es in einer Minute ${counted(number, 'Ereignis', 'Ereignisse')} mehr, als gespeichert werden; die Liste ` +
    'zeigt, wie es jetzt ist.',

  'trusted.first': ({ fingerprint }) => `Dem Zertifikat ${fingerprint} wurde bei der ersten Verbindung vertraut.`,
  'trusted.you': ({ fingerprint }) => `Dem Zertifikat ${fingerprint} wurde von Hand vertraut.`,
  'trusted.file': ({ fingerprint, path }) =>
    `Dem Zertifikat ${fingerprint} wird vertraut: Es ist das in ${isolatedPath(path)}.`,
  'twin.kept': ({ daemon, other }) => `${isolated(daemon)} bleibt neben ${isolated(other)}, demselben Daemon.`,

  'did.pause': (done) => `${of(done)} pausiert.`,
  'did.resume': (done) => `${of(done)} fortgesetzt.`,
  'did.recheck': (done) => `${of(done)} zur Überprüfung vorgemerkt.`,
  'did.reannounce': (done) => `Tracker erneut gefragt: ${of(done)}.`,
  'did.queueTop': (done) => `${of(done)} an den Anfang der Warteschlange gestellt.`,
  'did.queueUp': (done) => `${of(done)} in der Warteschlange nach oben verschoben.`,
  'did.queueDown': (done) => `${of(done)} in der Warteschlange nach unten verschoben.`,
  'did.queueBottom': (done) => `${of(done)} ans Ende der Warteschlange gestellt.`,
  'did.remove': (done) => `${of(done)} aus der Liste entfernt.`,
  'did.removeFiles': (done) => `${of(done)} samt Dateien entfernt.`,
  'did.add': (done) => `${of(done)} hinzugefügt.`,
  'did.address': ({ host }) => `Torrent von ${isolated(host)}`,
  'did.magnet': 'Magnet-Link',
}
