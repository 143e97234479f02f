import { Notification } from 'electron'
import type { News } from '../../preload/contract/app.ts'
import { sentence } from '../../preload/text/shown.ts'
import { speech } from './speech.ts'

/** When neither success nor failure was told within this time, the system took it (Linux tells of no failures). */
const patienceMs = 2000
const longest = { title: 120, body: 300 }
/** A notification that nobody refers to is collected, and its click is never heard. */
const shown = new Set<Notification>()
const mostShown = 50

/** What a person may do about a notification. */
interface Answers {
  /** They want to see what it is about. */
  onClick: () => void
  /** They want to see where it lies; null = that is not known here. */
  onFolder: (() => void) | null
}

/**
 * Shows a notification of the system, in the person's language. false = the system would not: since version 42, macOS
 * shows none of a program that is not signed, and says so in the event 'failed'.
 */
export function notify(news: News, { onClick, onFolder }: Answers, platform = process.platform): Promise<boolean> {
  if (!Notification.isSupported()) return Promise.resolve(false)
  const title = speech.say(news.says?.title, news.title)
  const body = speech.say(news.says?.body, news.body)
  // Electron has no buttons for the notifications of Linux.
  const hasButton = onFolder !== null && platform !== 'linux'
  const notification = new Notification({
    title: sentence(title.slice(0, longest.title)),
    body: sentence(body.slice(0, longest.body)),
    silent: !news.sound,
    ...(hasButton && { actions: [{ type: 'button', text: speech.words.showFolder }] }),
  })
  keep(notification)
  notification.on('click', onClick)
  if (hasButton) notification.on('action', onFolder)
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), patienceMs)
    timer.unref()
    notification.on('show', () => resolve(true))
    notification.on('failed', () => {
      shown.delete(notification)
      resolve(false)
    })
    notification.show()
  })
}

function keep(notification: Notification): void {
  shown.add(notification)
  notification.on('close', () => shown.delete(notification))
  for (const oldest of shown) {
    if (shown.size <= mostShown) break
    shown.delete(oldest)
  }
}
