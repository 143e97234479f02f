import type { Words } from '../words.ts'

export const pageWords: Words['pageWords'] = {
  back: 'Zurück zur Liste',
  sections: 'Abschnitte',
}
