import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import { TorrentKeySchema } from './keys.ts'
import { bytes, count, text } from './units.ts'

/** How much a file is wanted; skip = not at all. */
export const filePriorities = ['skip', 'low', 'normal', 'high'] as const
export type FilePriority = (typeof filePriorities)[number]
const PrioritySchema = v.picklist(filePriorities)

/** Of a torrent with more files than this none are shown; there is nobody who could look through them. */
export const mostFiles = 100_000
/** Files that get new names in one call: those that somebody moved by hand. */
const mostRenames = 10_000
/** As long as a path may be on most disks. */
export const longestPath = 4_096

/** A file of a torrent. It is known by its place among them, from 0, which never changes; its path may. */
export const TorrentFileSchema = v.object({
  /** Folders and name with slashes between them, as the daemon has them now. */
  path: v.string(),
  sizeBytes: bytes,
  /** 0…1. */
  progress: v.number(),
  priority: PrioritySchema,
})
export type TorrentFile = v.InferOutput<typeof TorrentFileSchema>

/** Several files as columns, in the order of the torrent. */
const columns = {
  paths: v.array(v.string()),
  sizes: v.array(bytes),
  progress: v.array(v.number()),
  priorities: v.array(PrioritySchema),
}

export const FilesItemSchema = v.variant('kind', [
  /** Files from place `first` on, of so many; first = 0 begins anew, and the others follow in order. */
  v.object({ kind: v.literal('part'), first: count, of: count, ...columns }),
  /** What changed at these places. */
  v.object({
    kind: v.literal('changes'),
    at: v.array(count),
    progress: v.array(v.number()),
    priorities: v.array(PrioritySchema),
  }),
  /** A magnet link whose metadata is not there yet: nobody knows its files. */
  v.object({ kind: v.literal('unknown') }),
  /** The daemon cannot say now; what was told before is as it was then. */
  v.object({ kind: v.literal('away'), problem: ProblemSchema }),
])
export type FilesItem = v.InferOutput<typeof FilesItemSchema>

const Index = v.pipe(count, v.maxValue(mostFiles - 1, 'There is no such file.'))

/** How files fared, those with the same outcome together; problem null = done. */
export const FileResultsSchema = v.array(v.object({ indexes: v.array(count), problem: v.nullable(ProblemSchema) }))
export type FileResults = v.InferOutput<typeof FileResultsSchema>

export const fileCalls = {
  /** How much these files are wanted. 'low' also needs the capability 'low-priority'. */
  'files.prioritize': {
    args: v.object({
      key: TorrentKeySchema,
      indexes: v.pipe(v.array(Index), v.minLength(1, 'Choose a file first.'), v.maxLength(mostFiles)),
      priority: PrioritySchema,
    }),
    result: FileResultsSchema,
    needs: 'files',
  },
  /** Gives files new paths within the torrent (another folder moves them), one after the other. */
  'files.rename': {
    args: v.object({
      key: TorrentKeySchema,
      renames: v.pipe(
        v.array(v.object({ index: Index, path: text(longestPath) })),
        v.minLength(1, 'Choose a file first.'),
        v.maxLength(mostRenames, 'Choose fewer files.'),
      ),
    }),
    result: FileResultsSchema,
    needs: 'rename-files',
  },
  /** Gives a folder with everything in it a new path within the torrent. Fails as a whole, and says what is half done. */
  'files.renameFolder': {
    args: v.object({ key: TorrentKeySchema, folder: text(longestPath), path: text(longestPath) }),
    result: v.null(),
    needs: 'rename-files',
  },
} as const

export const fileFeeds = {
  /**
   * One torrent's files: all of them in parts, asked once and after a rename, then what changes in progress and
   * priorities, every second (of more than 2,000 files every five or slower). Ends when the torrent is gone.
   */
  files: { args: v.object({ key: TorrentKeySchema }), item: FilesItemSchema },
} as const

/** Follows the items of the feed `files`. Files are immutable: a changed one is another object. */
export class FilesReader {
  #files: TorrentFile[] = []
  #of = 0

  /** By place; while a list is still coming, those that came. */
  get files(): readonly TorrentFile[] {
    return this.#files
  }

  get isWhole(): boolean {
    return this.#files.length === this.#of
  }

  /** Takes what the next item says about files; items of other kinds say nothing about them. */
  read(item: FilesItem): void {
    if (item.kind === 'part') this.#take(item)
    if (item.kind === 'changes') this.#change(item)
    if (item.kind === 'unknown') {
      this.#files = []
      this.#of = 0
    }
  }

  #take({ first, of, paths, sizes, progress, priorities }: FilesItem & { kind: 'part' }): void {
    if (first === 0) this.#files = []
    this.#of = of
    for (const [at, path] of paths.entries()) {
      this.#files.push({
        path,
        sizeBytes: sizes[at] ?? 0,
        progress: progress[at] ?? 0,
        priority: priorities[at] ?? 'normal',
      })
    }
  }

  #change({ at, progress, priorities }: FilesItem & { kind: 'changes' }): void {
    for (const [place, index] of at.entries()) {
      const file = this.#files[index]
      if (!file) continue
      this.#files[index] = {
        ...file,
        progress: progress[place] ?? file.progress,
        priority: priorities[place] ?? file.priority,
      }
    }
  }
}
