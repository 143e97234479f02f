import * as v from 'valibot'

/*
 * The measures of the contract: sizes in bytes, rates in bytes per second, durations in ms, times in ms since 1970
 * (…At), progress 0…1. null always means "unknown" or "none"; a raw -1 of a daemon never gets this far.
 */

export const count = v.pipe(v.number(), v.integer(), v.minValue(0))
export const bytes = v.pipe(v.number(), v.minValue(0))
export const time = v.number()
export const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
