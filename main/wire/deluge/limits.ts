import { greetingFrame, sessionFrame } from '../../lib/bounds.ts'

/** What one decoded body may contain. Everything a daemon sends is bounded before it is allocated. */
export interface DecodeLimits {
  /** Lists and dicts inside each other. The deepest recorded answer (trackers with endpoints) nests 7 deep. */
  maxDepth: number
  /** Values in one body, keys included; a list or dict counts for CONTAINER_ITEMS. */
  maxItems: number
  /** Bytes of one string. */
  maxStringBytes: number
  /** Keys of one dict: the engine's tables grow in one go, and one of a million holds everybody up. */
  maxKeys: number
}

/** What one frame may weigh, before and after inflation. */
export interface FrameLimits extends DecodeLimits {
  /** Announced body length, compressed. */
  maxFrameBytes: number
  /** Body length after inflation. */
  maxInflatedBytes: number
}

/** What a list or dict counts for: two bytes on the wire may become 200 in memory. */
export const CONTAINER_ITEMS = 8

/** Limits for a peer that has logged in. The figures stand with all other bounds. */
export const defaultLimits: Readonly<FrameLimits> = sessionFrame

/** Limits before login, for either end: greetings, logins and their refusals (tracebacks included) are small. */
export const greetingLimits: Readonly<FrameLimits> = greetingFrame
