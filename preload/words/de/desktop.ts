import type { desktopWords as english } from '../en/desktop.ts'
import type { Wide } from '../wide.ts'
import { counted } from './numbers.ts'

export const desktopWords: Wide<typeof english> = {
  menu: {
    file: '&Datei',
    edit: '&Bearbeiten',
    view: '&Ansicht',
    window: '&Fenster',
    help: '&Hilfe',
    about: 'Über Estuary',
    services: 'Dienste',
    hide: 'Estuary ausblenden',
    hideOthers: 'Andere ausblenden',
    showAll: 'Alle einblenden',
    quit: 'Beenden',
    quitMac: 'Estuary beenden',
    close: 'Schließen',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    selectAll: 'Alles auswählen',
    actualSize: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    fullScreen: 'Vollbild',
    minimize: 'Minimieren',
    zoom: 'Zoomen',
    allToFront: 'Alle nach vorne bringen',
    website: (kind) => `Website von ${kind}`,
    dataFolder: 'Datenordner öffnen',
  },

  external: {
    web: 'Diese Adresse im Browser öffnen?',
    mail: 'An diese Adresse schreiben?',
    warning: 'Sie kann aus einem Torrent stammen, also von irgendjemandem geschrieben sein.',
    open: 'Öffnen',
    cancel: 'Abbrechen',
  },

  passwords: {
    title: 'Dieses System hat keinen Tresor für Passwörter.',
    explain:
      'Estuary hat weder einen Secret Service noch KWallet gefunden. Passwörter können im Datenordner bleiben, ' +
      'verschlüsselt mit einem Schlüssel, der in einer Datei daneben liegt: Wer die eigenen Dateien lesen kann, kann ' +
      'dann auch die Passwörter lesen. Oder Estuary vergisst sie beim Beenden, und sie sind beim nächsten Mal neu ' +
      'einzugeben.',
    keep: 'Im Datenordner aufbewahren',
    forget: 'Beim Beenden vergessen',
    dontAsk: 'Nicht mehr fragen',
  },

  leaving: {
    title: (number) =>
      `${counted(number, 'Torrent wartet', 'Torrents warten')} darauf, entfernt zu werden. Jetzt entfernen?`,
    explain: 'Danach endet Estuary. Was behalten wird, bleibt in der Liste, wie es vorher war.',
    now: 'Jetzt entfernen',
    keep: 'Behalten',
  },

  crash: {
    title: 'Das Fenster ist wiederholt ausgefallen.',
    explain: 'Die Daemons sind nicht betroffen. Nichts, was an sie gesendet wurde, ist verloren.',
    show: 'Wieder anzeigen',
    quit: 'Beenden',
  },

  cannotStart: 'Estuary kann nicht starten',
}
