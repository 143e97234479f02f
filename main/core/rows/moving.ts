import type { Field } from '../../../preload/contract/rows.ts'

/** Figures that move by themselves, all the time, and are read anew at the next connection. */
export const movingFields: readonly Field[] = [
  'progress',
  'doneBytes',
  'remainingBytes',
  'downloadedBytes',
  'uploadedBytes',
  'ratio',
  'downBytesPerSecond',
  'upBytesPerSecond',
  'leftMs',
  'seeds',
  'seedsTotal',
  'peers',
  'peersTotal',
  'seedsPeersRatio',
  'availability',
  'lastTransferAt',
]
