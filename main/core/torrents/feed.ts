import type { Context, Sink } from '../context.ts'
import type { CheckedFeedArgs } from '../../../preload/contract/feeds.ts'
import type { Managed } from '../daemons/managed.ts'
import { Gathering } from './gathering.ts'

/** Every daemon's rows to one listener, as daemons come and go. */
export function openTorrents(
  { app, self }: Context,
  _args: CheckedFeedArgs<'torrents'>,
  { item }: Sink<'torrents'>,
): () => void {
  const gathering = new Gathering(app.clock, item)
  const open = ({ rows }: Managed): void => gathering.open(rows)
  for (const daemon of app.roster.all()) open(daemon)
  const stops = [
    app.roster.added.on(open),
    app.roster.removed.on((id) => gathering.shut(id)),
    self.onResend((daemon) => gathering.resend(daemon)),
    self.onWatch((looked) => gathering.look(looked)),
  ]
  gathering.begin(new Map(), null)
  return () => {
    for (const stop of stops) stop()
    gathering.stop()
  }
}
