import type { Context, Sink } from '../context.ts'
import type { CheckedFeedArgs } from '../../../preload/contract/feeds.ts'
import { toProblem } from '../../lib/fault.ts'
import type { Managed } from '../daemons/managed.ts'
import { findFirst } from './first.ts'
import { Gathering } from './gathering.ts'

/** Every daemon's rows to one listener, as daemons come and go. */
export function openTorrents(
  { app, self }: Context,
  { first, sort }: CheckedFeedArgs<'torrents'>,
  { item, ended, failed }: Sink<'torrents'>,
): () => void {
  const gathering = new Gathering(app.clock, item, failed)
  const open = ({ rows }: Managed): void => gathering.open(rows)
  for (const daemon of app.roster.all()) open(daemon)
  const stops = [
    app.roster.added.on(open),
    app.roster.removed.on((id) => gathering.shut(id)),
    self.onResend((daemon) => gathering.resend(daemon)),
    self.onWatch((looked) => gathering.look(looked)),
  ]
  const nameOf = (id: string): string => app.roster.find(id)?.record.name ?? id
  const order = sort ?? app.settings.get().sort
  const all = app.roster.all().map(({ rows }) => rows)
  findFirst(all, order, first, { daemonName: nameOf })
    .then(
      ({ first: rows, counts }) => gathering.begin(rows, counts),
      (error: unknown) => ended(toProblem(error)),
    )
    .catch(failed)
  return () => {
    for (const stop of stops) stop()
    gathering.stop()
  }
}
