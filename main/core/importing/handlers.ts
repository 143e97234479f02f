import type { importCalls } from '../../../preload/contract/importing.ts'
import type { Handlers } from '../context.ts'

export const importHandlers: Handlers<keyof typeof importCalls> = {
  'import.find': ({ app, self }, args) => app.importing.find(self, args),
  'import.take': ({ app, self }, args) => app.importing.take(self, args),
}
