import { isolated } from '../../text/shown.ts'
import type { updateWords as english } from '../en/updates.ts'
import type { Wide } from '../wide.ts'

export const updateWords: Wide<typeof english> = {
  title: 'Neuere Versionen',
  off: 'Diese Kopie von Estuary sucht keine: Sie wurde ohne einen Ort gebaut, der zu fragen wäre.',
  elsewhere: 'Sie kommen daher, woher diese installiert wurde.',
  never: 'Noch nie gesucht.',
  asking: 'Wird gesucht …',
  current: (when) => `Keine, Stand ${when}.`,
  askedAt: (when) => `Zuletzt gesucht: ${when}.`,
  found: (version) => `Version ${isolated(version)} ist da.`,
  loading: (version, part) => `Version ${isolated(version)} wird geladen … ${part}`.trimEnd(),
  ready: (version) => `Version ${isolated(version)} ist bereit.`,
  noticeHint: 'Zu holen, woher diese kam: Hier könnte nichts beweisen, von wem sie ist.',
  loadHint: 'Sie wird erst auf Wunsch geladen.',
  readyHint: 'Ein Neustart installiert sie; Torrents laufen derweil weiter.',
  ask: 'Jetzt suchen',
  load: 'Laden',
  restart: 'Jetzt neu starten',
  openPage: 'Wo es sie gibt',
  later: 'Nicht jetzt',
  daily: 'Einmal am Tag nach neueren Versionen suchen',
  dailyHint: 'Der gefragte Ort erfährt die eigene Adresse und sonst nichts',
  loads: 'Sofort laden',
  loadsHint: 'Etwa 100 MB, auch wo das etwas kostet',
  trayFound: (version) => `Version ${version} ist da …`,
  trayReady: (version) => `Version ${version} ist bereit: Neu starten`,
}
