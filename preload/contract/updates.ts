import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import { text, time } from './units.ts'

/* Newer versions of the program itself: whether there is one, and how it gets here. */

/**
 * What this copy of the program does about newer versions. off: it was built without an address to ask · elsewhere: whoever
 * installed it brings them (Flatpak) · notice: it says that there is one, because nothing here would prove whose it is ·
 * loads: it fetches and installs one whose signature the system proves.
 */
export const updateWays = ['off', 'elsewhere', 'notice', 'loads'] as const
export type UpdateWay = (typeof updateWays)[number]

/**
 * idle: nobody has asked since the start · asking · current: there is none · found · loading · ready: it is installed by a
 * restart · failed: see problem.
 */
export const updateSteps = ['idle', 'asking', 'current', 'found', 'loading', 'ready', 'failed'] as const
export type UpdateStep = (typeof updateSteps)[number]

export const UpdateStateSchema = v.object({
  way: v.picklist(updateWays),
  step: v.picklist(updateSteps),
  /** The newer version that is known; null = none. */
  version: v.nullable(text(40)),
  /** How much of it is here, 0…1, while it is loaded; null = not known. */
  share: v.nullable(v.number()),
  /** When it was last asked for, by this copy of the program; null = never. */
  askedAt: v.nullable(time),
  /** Where versions are published, for a person to go to; null = that was not said when this one was built. */
  page: v.nullable(text(2048)),
  problem: v.nullable(ProblemSchema),
})
export type UpdateState = v.InferOutput<typeof UpdateStateSchema>

/** A door that knows nothing of newer versions. */
export const noUpdates: UpdateState = {
  way: 'off',
  step: 'idle',
  version: null,
  share: null,
  askedAt: null,
  page: null,
  problem: null,
}

export const updateCalls = {
  /** Asks now. What went wrong stands in the state. Fails with 'invalid' where there is nobody to ask. */
  'updates.ask': { args: v.object({}), result: UpdateStateSchema, by: 'window' },
  /** Begins to fetch the version that was found; how that goes is told by the feed. Fails with 'invalid' where it cannot. */
  'updates.load': { args: v.object({}), result: UpdateStateSchema, by: 'window' },
  /** Ends the program as Quit does, installs what is ready, and starts again. */
  'updates.install': { args: v.object({}), result: v.null(), by: 'window' },
} as const

export const updateFeeds = {
  updates: { args: v.object({}), item: UpdateStateSchema },
} as const
