import type { Words } from '../words.ts'

export const tabWords: Words['tabWords'] = {
  names: {
    status: 'Status',
    files: 'Dateien',
    peers: 'Peers',
    trackers: 'Tracker',
    options: 'Optionen',
    history: 'Verlauf',
  },
  chooseOne: 'Einen Torrent auswählen',
  chooseOneText: 'Das wird von einem Torrent auf einmal gezeigt.',
}
