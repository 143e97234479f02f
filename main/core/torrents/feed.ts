import type { DaemonId } from '../../../preload/contract/keys.ts'
import type { Context, Sink } from '../context.ts'
import type { Managed } from '../daemons/managed.ts'
import { RowsFeed } from '../rows/feed.ts'

/** Every daemon's rows to one listener, daemon by daemon as they come and go. */
export function openTorrents({ app, self }: Context, { item }: Sink<'torrents'>): () => void {
  const feeds = new Map<DaemonId, RowsFeed>()
  const open = ({ id, rows }: Managed): void => void feeds.set(id, new RowsFeed(rows, item))
  const shut = (id: DaemonId): void => {
    feeds.get(id)?.stop()
    feeds.delete(id)
  }
  for (const daemon of app.roster.all()) open(daemon)
  const stops = [
    app.roster.added.on(open),
    app.roster.removed.on(shut),
    self.onResend((daemon) => void feeds.get(daemon)?.resend()),
  ]
  return () => {
    for (const stop of stops) stop()
    for (const id of [...feeds.keys()]) shut(id)
  }
}
