import { torrents } from './numbers.ts'

/** Words of the dialog that removes torrents, beside those that the menus use, too. */
export const removeWords = {
  title: (number: number) => `Remove ${torrents(number)}`,
  torrents: 'To be removed',
  choice: 'What happens to the downloaded files',
  staying: (number: number, why: string) => `${torrents(number)} will stay: ${why}`,
  none: 'None of them can be removed now.',
} as const
