import type { transferCalls } from '../../../preload/contract/transfer.ts'
import type { Handlers } from '../context.ts'

export const transferHandlers: Handlers<keyof typeof transferCalls> = {
  'transfer.export': ({ app }) => app.transfer.write(),
  'transfer.look': ({ app, self }, { content }) => app.transfer.look(self, content),
  'transfer.take': ({ app, self }, args) => app.transfer.take(self, args),
}
