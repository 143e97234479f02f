import type { faults as english } from '../en/faults.ts'
import { isolated } from '../../text/shown.ts'
import type { Wide } from '../wide.ts'

export const faults: Wide<typeof english> = {
  'door.lost': 'Die Verbindung zu Estuary ist unterbrochen; sie wird neu aufgebaut.',
  'door.ended': 'Die Sitzung dieser Seite ist zu Ende: Estuary neu starten und die Adresse öffnen, die es ausgibt.',

  'daemon.offline': ({ daemon }) =>
    `${isolated(daemon)} ist nicht verbunden. Nach dem Verbinden noch einmal versuchen.`,
  'link.ended': 'Die Verbindung wurde beendet.',
  'link.silent': 'Der Daemon antwortet nicht mehr.',

  'certificate.first': ({ daemon }) =>
    `${isolated(daemon)} ist zum ersten Mal da. Zum Verbinden das Zertifikat prüfen; gesendet wurde nichts.`,
  'trust.persons': 'Einem Zertifikat vertrauen kann nur ein Mensch an einem Fenster von Estuary.',
}
