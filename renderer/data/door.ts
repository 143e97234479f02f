import type { Bridge } from '../../preload/contract/bridge.ts'

/**
 * open: calls and feeds work · lost: the door is tried again and again, and what is listened to begins anew with it ·
 * ended: only a fresh start address helps.
 */
export type DoorState = 'open' | 'lost' | 'ended'

/** The bridge, and how the door behind it is. */
export interface DoorBridge extends Bridge {
  /** Told the present state at once and then every change; the returned function ends it. */
  onState(listener: (state: DoorState) => void): () => void
}
