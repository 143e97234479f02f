import type { kindTable as english } from '../en/kinds.ts'
import type { Wide } from '../wide.ts'

export const kindTable: Wide<typeof english> = {
  needs: {
    required: 'Nötig sind die Adresse sowie Name und Passwort eines Kontos auf dem Daemon.',
    optional: 'Nötig sind die Adresse sowie Name und Passwort eines Kontos, wo eines verlangt wird.',
    none: 'Nötig ist nur die Adresse.',
  },
  usernameHint: {
    required: 'Von einem Konto auf dem Daemon.',
    optional: 'Nur wenn der Daemon einen verlangt.',
    none: '',
  },
  webPortHint: (kind, usual) =>
    `Das ist der Port der Weboberfläche von ${kind}.${usual === null ? '' : ` Daemons lauschen meist an ${usual}.`}`,
  certificateAdvice:
    'Sicher ist es nach einem Vergleich mit dem Fingerabdruck des Zertifikats auf dem Rechner des Daemons.',
  importNoneHint: (kind) => `Liegt die Konfiguration von ${kind} woanders, diesen Ordner angeben.`,
  accountsNote: 'Was ein Daemon über Passwörter sagt, wird sofort verworfen.',
  ways: {
    tls: 'Host und Port, verschlüsselt',
    tcp: 'Host und Port',
    unix: 'Socket auf diesem Rechner',
    url: 'Webadresse',
  },
  own: {
    deluge: {
      accountsNote: 'Deluge schickt Admins jedes Passwort im Klartext; Estuary verwirft sie sofort.',
      needs: 'Nötig sind die Adresse sowie Name und Passwort eines Kontos aus der Datei auth des Daemons.',
      usernameHint: 'Aus der Datei auth des Daemons.',
      certificateAdvice:
        'Sicher ist es nach einem Vergleich mit dem, was dieser Befehl im Konfigurationsordner von Deluge auf dem Rechner des Daemons ausgibt:',
      importNoneHint:
        'Liegt die Konfiguration von Deluge woanders, diesen Ordner angeben. Es ist der mit hostlist.conf oder auth darin.',
    },
  },
}
