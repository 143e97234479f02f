import type { desktopCalls } from '../../preload/contract/desktop.ts'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'
import type { Handlers } from './context.ts'
import type { Desktop, Means } from './means.ts'

export const desktopHandlers: Handlers<keyof typeof desktopCalls> = {
  'desktop.state': ({ app }) => app.means.outside.desktop?.state() ?? null,
  'desktop.startAtLogin': ({ app }, { on }) => desktopOf(app.means).startAtLogin(on),
  'desktop.openLinks': ({ app }, { kind }) => desktopOf(app.means).openLinks(kind),
}

function desktopOf({ outside }: Means): Desktop {
  if (!outside.desktop) throw new Fault('invalid', say('desktop.none'), { retry: 'never' })
  return outside.desktop
}
