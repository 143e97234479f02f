import { setFlagsFromString } from 'node:v8'

/**
 * Keeps the engine's room for new objects as small as it is now. Reading a long list makes it grow to 64 or 128 MB
 * (10,000 or 100,000 torrents, Node 24), which it gives back late or never, although hardly anything in it is used: the
 * rows themselves take a tenth of that. For Node only: other programs may forbid this once the engine runs.
 */
export function keepHeapYoungSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}

/**
 * Makes glibc give back what was freed: left to itself it raises the size from which a block is returned at once with
 * each big buffer that was freed, and keeps the holes (64 of 390 MiB with 100,000 torrents met for the first time). The
 * figure is its own default, which stays as it is once it is said. Others do not read it.
 */
export const thriftyEnvironment = Object.freeze({ MALLOC_TRIM_THRESHOLD_: '131072' })
