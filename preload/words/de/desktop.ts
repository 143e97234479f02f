import { isolated } from '../../text/shown.ts'
import { counted, figures, form, torrents } from './numbers.ts'
import type {
  desktopPageWords as englishPage,
  desktopSays as englishSays,
  desktopWords as english,
} from '../en/desktop.ts'
import type { Wide } from '../wide.ts'

export const desktopWords: Wide<typeof english> = {
  showFolder: 'Im Ordner zeigen',
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

  tray: {
    idle: 'Nichts bewegt sich',
    none: 'Noch keine Daemons',
    daemon: (name, how) => `${isolated(name)}, ${how}`,
    flowing: (name, rates) => `${isolated(name)}   ${rates}`,
    more: (number) => `und ${counted(number, 'weiterer Daemon', 'weitere Daemons')}`,
    pauseAll: 'Alle pausieren',
    resumeAll: 'Alle fortsetzen',
    slow: 'Alternative Limits',
    slowSome: (number, all) => `Alternative Limits (bei ${figures.format(number)} von ${figures.format(all)})`,
    hush: {
      title: 'Meldungen stummschalten',
      muted: (time) => `Meldungen sind stumm bis ${time}`,
      hour: 'Für eine Stunde',
      tomorrow: (time) => `Bis morgen, ${time}`,
      none: 'Wieder melden',
    },
    add: 'Torrent hinzufügen …',
    open: 'Estuary öffnen',
    quit: 'Estuary beenden',
    notPaused: (number) => `${torrents(number)} ${form(number, 'ließ', 'ließen')} sich nicht pausieren.`,
    notResumed: (number) => `${torrents(number)} ${form(number, 'ließ', 'ließen')} sich nicht fortsetzen.`,
    notSlow: 'Die Limits ließen sich nicht überall umschalten.',
    close: 'Schließen',
    finished: (number) => `${figures.format(number)} fertig`,
  },
}

export const desktopPageWords: Wide<typeof englishPage> = {
  notHere:
    'Infobereich, Start beim Anmelden, das Öffnen von Magnet-Links und der Blick in die Zwischenablage gehören zum ' +
    'Desktop-Programm. Dieses Fenster ist in einem Browser.',
  tray: 'Estuary im Infobereich zeigen',
  closeToTray: 'In den Infobereich schließen',
  closeHint: (keys) => `${keys} beendet wirklich`,
  closeHintWindows: '„Beenden“ im Menü des Infobereichs beendet wirklich',
  startHidden: 'Verborgen im Infobereich starten',
  startHint: 'Estuary noch einmal öffnen zeigt das Fenster',
  noTray: 'Dieser Desktop zeigt keinen Infobereich, daher bleibt das Fenster',
  atLogin: 'Beim Anmelden starten',
  held: 'In den Einstellungen des Systems abgeschaltet',
  progress: 'Fortschritt in der Taskleiste zeigen',
  progressMac: 'Fortschritt im Dock zeigen',
  count: 'Fertige Torrents am Symbol zählen',
  countWindows: 'Symbol kennzeichnen, wenn Torrents fertig sind',
  clipboard: 'Links in der Zwischenablage anbieten',
  clipboardHint: 'Gelesen beim Wechsel zum Fenster; was kein Link ist, wird sofort verworfen',
  opens: { magnet: 'Magnet-Links', torrent: 'Torrent-Dateien' },
  ours: 'Estuary öffnet sie.',
  others: (who) => `Zurzeit öffnet sie ${isolated(who)}.`,
  nobody: 'Zurzeit öffnet sie kein Programm.',
  untold: 'Dieses System verrät nicht, was sie öffnet.',
  take: 'Mit Estuary öffnen',
  takeOf: (what) => `Mit Estuary öffnen: ${what}`,
  hindrances: {
    checkout: 'Dort kann nur ein installiertes Estuary eingetragen werden.',
    sandbox: 'Estuary läuft in einer Sandbox: in den Einstellungen des Systems wählen.',
    loose:
      'Der Desktop kennt diese Kopie von Estuary nicht: ein Paket installieren oder sie in den Einstellungen des Systems wählen.',
    elsewhere: 'Das lässt das System nur in seinen eigenen Einstellungen wählen.',
  },
}

export const desktopSays: Wide<typeof englishSays> = {
  'desktop.none': 'Das hat nur das Desktop-Programm.',
  'desktop.checkout': 'Dort kann nur ein installiertes Estuary eingetragen werden.',
  'desktop.sandbox':
    'Estuary läuft in einer Sandbox und kann das nicht ändern: in den Einstellungen des Systems wählen.',
  'desktop.loose': 'Der Desktop kennt diese Kopie von Estuary nicht: zuerst ein Paket installieren.',
  'desktop.elsewhere': 'Das lässt sich nur in den Einstellungen des Systems ändern.',
  'desktop.refused': 'Das System hat es nicht angenommen. In den Einstellungen des Systems wählen.',
  'updates.none':
    'Diese Kopie von Estuary wurde ohne Adresse gebaut, die nach neueren Versionen gefragt werden könnte.',
  'updates.elsewhere': 'Neuere Versionen kommen daher, woher diese installiert wurde.',
  'updates.late': 'Niemand hat rechtzeitig geantwortet. Später noch einmal versuchen.',
  'updates.unreachable': 'Der Ort mit neueren Versionen war nicht zu erreichen. Später noch einmal versuchen.',
  'updates.senseless': 'Was der Ort mit neueren Versionen sagt, ergibt keinen Sinn. Später noch einmal versuchen.',
  'updates.damaged':
    'Geladen wurde etwas anderes als angekündigt, daher wurde es verworfen. Später noch einmal versuchen.',
  'updates.unproven':
    'Nichts beweist, dass die neuere Version von denselben Leuten ist wie diese, daher wurde sie verworfen.',
  'updates.failed': ({ text }) => `Die neuere Version ließ sich nicht laden: ${isolated(text)}`,
  'updates.gone': 'Die neuere Version ist nicht mehr da.',
  'updates.notHere': 'Diese Kopie von Estuary kann sich nicht selbst ersetzen.',
  'updates.notFound': 'Keine neuere Version ist bekannt.',
  'updates.notReady': 'Keine neuere Version ist bereit.',
  'doing.crash.note': 'einen Absturz nicht aufschreiben',
  'doing.crash.read': 'die Notizen über Abstürze nicht lesen',
  'doing.login': 'sich nicht für den Start beim Anmelden eintragen',
}
