import type { removeWords as english } from '../en/removing.ts'
import type { Wide } from '../wide.ts'
import { counted, torrents } from './numbers.ts'

export const removeWords: Wide<typeof english> = {
  title: (number) => `${torrents(number)} entfernen`,
  torrents: 'Wird entfernt',
  choice: 'Was mit den geladenen Dateien geschieht',
  staying: (number, why) => `${counted(number, 'Torrent bleibt', 'Torrents bleiben')}: ${why}`,
  none: 'Keiner davon lässt sich jetzt entfernen.',
}
