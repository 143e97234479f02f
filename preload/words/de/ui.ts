import type { uiWords as english } from '../en/ui.ts'
import type { Wide } from '../wide.ts'

export const uiWords: Wide<typeof english> = {
  actions: 'Aktionen',
  messages: 'Meldungen',
  dismiss: 'Ausblenden',
  showPassword: 'Passwort anzeigen',
  hidePassword: 'Passwort verbergen',
}
