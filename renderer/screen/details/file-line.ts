import type { FilePriority } from '../../../preload/contract/files.ts'
import { type FileNode, priorityOf, progressOf, wantedOf } from '../../view/filetree.ts'

/** What a line of the tree says of a file, or of all that is in a folder. */
export interface FileLine {
  readonly sizeBytes: number
  /** 0…1. */
  readonly progress: number
  /** null = what is in the folder differs. */
  readonly priority: FilePriority | null
  readonly wanted: 'all' | 'some' | 'none'
  /** What was asked for is not done yet, somewhere in it. */
  readonly isPending: boolean
}

export function fileLine(node: FileNode): FileLine {
  if (node.kind === 'file') {
    const { sizeBytes, progress, priority, isPending } = node
    return { sizeBytes, progress, priority, wanted: priority === 'skip' ? 'none' : 'all', isPending }
  }
  const { sums } = node
  return {
    sizeBytes: sums.sizeBytes,
    progress: progressOf(sums),
    priority: priorityOf(sums),
    wanted: wantedOf(sums),
    isPending: sums.pending > 0,
  }
}
