import { inEnglish } from '../../preload/words/sentences.ts'
import type { appCalls, appFeeds } from '../../preload/contract/app.ts'
import type { CallName } from '../../preload/contract/calls.ts'
import type { FeedName } from '../../preload/contract/feeds.ts'
import type { kindCalls } from '../../preload/contract/kinds.ts'
import type { noticeCalls, noticeFeeds } from '../../preload/contract/notices.ts'
import type { viewCalls } from '../../preload/contract/view.ts'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'
import { weigh } from '../store/weigh.ts'
import { accountHandlers } from './accounts/handlers.ts'
import { addingHandlers, addingOpeners } from './adding/handlers.ts'
import { auditHandlers, auditOpeners } from './audit/handlers.ts'
import type { FeedOpeners, Handlers } from './context.ts'
import { daemonHandlers, daemonOpeners } from './daemons/handlers.ts'
import { desktopHandlers } from './desktop.ts'
import { detailsHandlers, detailsOpeners } from './details/handlers.ts'
import { eventHandlers, eventOpeners } from './events/handlers.ts'
import { importHandlers } from './importing/handlers.ts'
import { limitHandlers, limitOpeners } from './limits/handlers.ts'
import { logHandlers, logOpeners } from './log/handlers.ts'
import { moveHandlers, moveOpeners } from './moves/handlers.ts'
import { removalHandlers, removalOpeners } from './removals/handlers.ts'
import { settingsHandlers, settingsOpeners } from './settings/handlers.ts'
import { torrentHandlers, torrentOpeners } from './torrents/handlers.ts'
import { wholeHandlers, wholeOpeners } from './torrents/whole.ts'
import { transferHandlers } from './transfer/handlers.ts'
import { updateHandlers, updateOpeners } from './updates.ts'

/** What is about the program itself, and about the window that calls. */
const ownHandlers: Handlers<
  keyof typeof appCalls | keyof typeof kindCalls | keyof typeof viewCalls | keyof typeof noticeCalls
> = {
  'app.info': ({ app }) => ({
    version: app.means.version,
    door: app.means.door,
    dataFolder: app.means.dataFolder,
    remarks: [...app.store.remarks, ...app.removals.remarks].map((says) => ({ text: inEnglish(says), says })),
  }),
  'app.openExternal': ({ app }, { url }) => app.means.outside.openExternal(url),
  'app.folder': async ({ app }) => ({
    path: app.means.dataFolder,
    bytes: await weigh(app.means.dataFolder),
    torrents: app.roster.all().reduce((sum, { rows }) => sum + rows.size, 0),
    canOpen: app.means.outside.openFolder !== null,
  }),
  'app.openFolder': async ({ app }) => {
    const { openFolder } = app.means.outside
    if (!openFolder) throw new Fault('invalid', say('folder.notOpened'), { retry: 'never' })
    await openFolder()
    return null
  },
  'app.saveFile': ({ app }, { name, content }) => app.means.outside.saveFile(name, content),
  'app.retryDisk': ({ app }) => app.store.disk.retry(),
  'app.leaveSafe': ({ app }) => {
    app.roster.releaseAll()
    return null
  },
  'kinds.list': ({ app }) => app.registry.all().map(({ kind }) => kind),
  'view.watch': ({ self }, { visible, selected, by }) => {
    self.watch({ keys: [...visible, ...selected], by })
    return null
  },
  'view.focus': ({ self }, { focused }) => {
    self.attend(focused)
    return null
  },
  'notices.try': ({ app }) => app.news.sample(),
}

const ownOpeners: FeedOpeners<keyof typeof appFeeds | keyof typeof noticeFeeds> = {
  handed: ({ app }, _args, { item }) => app.inbox.on(item),
  leads: ({ app }, _args, { item }) => app.leads.on(item),
  news: ({ app }, _args, { item }) => app.news.told.on(item),
  disk: ({ app }, _args, { item }) => {
    item(app.store.disk.trouble)
    return app.store.disk.changed.on(item)
  },
  safe: ({ app }, _args, { item }) => {
    item(app.holding.state)
    return app.holding.changed.on(item)
  },
}

/** Every call of the contract and what carries it out. */
export const handlers: Handlers<CallName> = {
  ...ownHandlers,
  ...daemonHandlers,
  ...importHandlers,
  ...transferHandlers,
  ...accountHandlers,
  ...torrentHandlers,
  ...addingHandlers,
  ...removalHandlers,
  ...moveHandlers,
  ...limitHandlers,
  ...detailsHandlers,
  ...settingsHandlers,
  ...eventHandlers,
  ...auditHandlers,
  ...logHandlers,
  ...wholeHandlers,
  ...desktopHandlers,
  ...updateHandlers,
}

/** Every feed of the contract and what begins it. */
export const openers: FeedOpeners<FeedName> = {
  ...ownOpeners,
  ...daemonOpeners,
  ...torrentOpeners,
  ...addingOpeners,
  ...removalOpeners,
  ...moveOpeners,
  ...limitOpeners,
  ...detailsOpeners,
  ...settingsOpeners,
  ...eventOpeners,
  ...auditOpeners,
  ...logOpeners,
  ...wholeOpeners,
  ...updateOpeners,
}
