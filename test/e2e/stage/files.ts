import type { CallArgs, CallName, CallResult } from '../../../preload/contract/calls.ts'
import type { FilePriority, FilesItem } from '../../../preload/contract/files.ts'

type Names = Extract<CallName, `files.${string}`>

interface StageFile {
  path: string
  sizeBytes: number
  progress: number
  priority: FilePriority
}

const MiB = 1024 ** 2
const film = 'Big Buck Bunny (2008) 2160p'

const pictured: readonly (readonly [string, number, number, FilePriority])[] = [
  ['film/bbb_2160p_60fps.mkv', 41.8 * 1024 * MiB, 0.848, 'high'],
  ['film/bbb_1080p_30fps.mp4', 1.8 * 1024 * MiB, 0, 'skip'],
  ['subtitles/bbb.de.srt', 98 * 1024, 1, 'normal'],
  ['subtitles/bbb.en.srt', 96 * 1024, 1, 'high'],
  ['subtitles/bbb.fr.srt', 101 * 1024, 0, 'skip'],
  ['subtitles/bbb.pt-BR.srt', 99 * 1024, 0.624, 'low'],
  ['stills/still-001.png', 11.2 * MiB, 0.3, 'low'],
  ['stills/still-002.png', 12.4 * MiB, 0.1, 'low'],
  ['stills/still-010.png', 10.9 * MiB, 0, 'low'],
  [
    'stills/print/still-001@2x, a name that is longer than the column has room for at any width.tif',
    36 * MiB,
    0,
    'low',
  ],
  ['poster.png', 6.4 * MiB, 1, 'normal'],
  ['readme.txt', 1024, 0, 'skip'],
]

/** The files of every torrent of the stage: those of the picture, or as many as are asked for. */
export class StageFiles {
  readonly #tells = new Set<(item: FilesItem) => void>()
  #files: StageFile[] = pictured.map(([path, sizeBytes, progress, priority]) => ({
    path: `${film}/${path}`,
    sizeBytes: Math.round(sizeBytes),
    progress,
    priority,
  }))

  /** So many, in place of those of the picture. */
  fill(number: number): void {
    this.#files = Array.from({ length: number }, (_, at) => ({
      path: `archive/part ${Math.floor(at / 500)}/scan ${at}.tif`,
      sizeBytes: (at % 97) * MiB,
      progress: (at % 11) / 10,
      priority: 'normal',
    }))
  }

  begin(tell: (item: FilesItem) => void): void {
    this.#tells.add(tell)
    tell(this.#whole())
  }

  readonly handlers: { readonly [N in Names]: (args: CallArgs<N>) => CallResult<N> } = {
    'files.prioritize': ({ indexes, priority }) => {
      for (const index of indexes) {
        const file = this.#files[index]
        if (file) file.priority = priority
      }
      const changed = indexes.flatMap((index) => this.#files[index] ?? [])
      const progress = changed.map((file) => file.progress)
      this.#say({ kind: 'changes', at: indexes, progress, priorities: changed.map((file) => file.priority) })
      return [{ indexes, problem: null }]
    },
    'files.rename': ({ renames }) => {
      for (const { index, path } of renames) {
        const file = this.#files[index]
        if (file) file.path = path
      }
      this.#say(this.#whole())
      return [{ indexes: renames.map(({ index }) => index), problem: null }]
    },
    'files.renameFolder': ({ folder, path }) => {
      for (const file of this.#files) {
        if (file.path.startsWith(`${folder}/`)) file.path = path + file.path.slice(folder.length)
      }
      this.#say(this.#whole())
      return null
    },
  }

  #say(item: FilesItem): void {
    setTimeout(() => this.#tells.forEach((tell) => tell(item)), 600)
  }

  #whole(): FilesItem {
    return {
      kind: 'part',
      first: 0,
      of: this.#files.length,
      paths: this.#files.map(({ path }) => path),
      sizes: this.#files.map(({ sizeBytes }) => sizeBytes),
      progress: this.#files.map(({ progress }) => progress),
      priorities: this.#files.map(({ priority }) => priority),
    }
  }
}
