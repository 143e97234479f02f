import * as v from 'valibot'

/** What stands in a sentence: a name, a figure, a time, several names, or another sentence. */
export type Given = string | number | boolean | null | readonly string[] | Says

/**
 * A sentence as plain data: its name in the catalogue, and what stands in it. Whoever shows it says it in the person's
 * language; beside it there is always the same in English, for programs and for whoever does not know the name.
 */
export interface Says {
  readonly id: string
  readonly with: Readonly<Record<string, Given>>
}

const GivenSchema: v.GenericSchema<unknown, Given> = v.lazy(() =>
  v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(v.string()), SaysSchema]),
)

export const SaysSchema: v.GenericSchema<unknown, Says> = v.object({
  id: v.pipe(v.string(), v.maxLength(100)),
  with: v.record(v.string(), GivenSchema),
})
