import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import { DaemonIdSchema } from './keys.ts'
import { bytes } from './units.ts'

/** Beyond this a rate is none that anybody would limit to: 1 TB/s. */
const mostRate = 1e12
const mostDaemons = 1_000

const Rate = v.nullable(v.pipe(bytes, v.minValue(1), v.maxValue(mostRate)))

/** How fast a daemon may be as a whole, in bytes per second; null = unlimited. */
export const SpeedLimitsSchema = v.object({ downBytesPerSecond: Rate, upBytesPerSecond: Rate })
export type SpeedLimits = v.InferOutput<typeof SpeedLimitsSchema>
/** What is to be another; the rest stays as it is where the daemon is, whatever the window knows of it. */
export const LimitsChangeSchema = v.partial(SpeedLimitsSchema)
export type LimitsChange = v.InferOutput<typeof LimitsChangeSchema>

/** What holds for a daemon, and its alternative pair, which is Estuary's own. */
export const DaemonLimitsSchema = v.object({
  daemon: DaemonIdSchema,
  /** As the daemon said last; null = it never did. */
  now: v.nullable(SpeedLimitsSchema),
  alternative: SpeedLimitsSchema,
  /** The alternative pair is wanted. */
  isOn: v.boolean(),
  /** That it is wanted, or no longer, has not reached the daemon: it is done when the daemon is there. */
  waits: v.boolean(),
  /** What comes back when the alternative pair is switched off; null = not known yet, or it is off. */
  before: v.nullable(SpeedLimitsSchema),
})
export type DaemonLimits = v.InferOutput<typeof DaemonLimitsSchema>

/** How one daemon fared; problem null = done, or (switching) done when it is there. */
export const DaemonResultSchema = v.object({ daemon: DaemonIdSchema, problem: v.nullable(ProblemSchema) })
export type DaemonResult = v.InferOutput<typeof DaemonResultSchema>

const Daemons = v.pipe(
  v.array(DaemonIdSchema),
  v.minLength(1, 'Choose a daemon first.'),
  v.maxLength(mostDaemons, 'Choose fewer daemons.'),
)
const Results = v.array(DaemonResultSchema)

export const limitCalls = {
  /** While the alternative pair is on, these are what comes back afterwards. */
  'limits.set': { args: v.object({ daemons: Daemons, limits: LimitsChangeSchema }), result: Results, needs: 'limits' },
  /** Kept here; where the pair is on, the daemon has it at once. */
  'limits.setAlternative': {
    args: v.object({ daemons: Daemons, limits: LimitsChangeSchema }),
    result: Results,
    needs: 'limits',
  },
  /** On: what held before is kept on the disk first. Off: exactly that comes back. A daemon that is off has it later. */
  'limits.switch': { args: v.object({ daemons: Daemons, on: v.boolean() }), result: Results, needs: 'limits' },
} as const

export const limitFeeds = {
  /** All daemons, whenever something of it changed. */
  limits: { args: v.object({}), item: v.array(DaemonLimitsSchema) },
} as const
