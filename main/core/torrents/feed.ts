import type { Context, Sink } from '../context.ts'
import type { CheckedFeedArgs } from '../../../preload/contract/feeds.ts'
import { toProblem } from '../../lib/fault.ts'
import type { Managed } from '../daemons/managed.ts'
import type { SortKey } from '../../../preload/contract/settings.ts'
import type { Rows } from '../rows/rows.ts'
import { countAll, findFirst, inParts } from './first.ts'
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
  begin(gathering, () => app.roster.all().map(({ rows }) => rows), { sort: order, first, nameOf })
    .catch((error: unknown) => ended(toProblem(error)))
    .catch(failed)
  return () => {
    for (const stop of stops) stop()
    gathering.stop()
  }
}

interface Wanted {
  sort: readonly SortKey[]
  first: number
  nameOf: (id: string) => string
}

/** Fewer rows are no work to put in order. */
const fewRows = 4_000

/** The first screen, then the rest, nearly in order: what a window gets so is in its place as soon as it comes. */
async function begin(gathering: Gathering, all: () => readonly Rows[], { sort, first, nameOf }: Wanted): Promise<void> {
  const context = { daemonName: nameOf }
  const firstRows = await findFirst(all(), sort, first, context)
  gathering.begin(firstRows, countAll(all()))
  for (const rows of all()) {
    if (rows.size > fewRows) gathering.arrange(rows.daemon, await inParts(rows, sort, context))
  }
  gathering.follow()
}
