import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'

/** Addresses that nobody on the way can change; this machine's own is for trying it out. */
const address = v.pipe(
  v.string(),
  v.maxLength(2048),
  v.check((text) => {
    const url = URL.parse(text)
    if (!url || url.username !== '' || url.password !== '') return false
    return url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === '127.0.0.1')
  }),
)

const EditionSchema = v.object({
  updates: v.object({
    /** The folder on the web with what is published, and with the lists that say what is newest. */
    address,
    /** Whether this copy was signed when it was packed. */
    signed: v.boolean(),
    /** For people. */
    page: v.nullable(address),
  }),
})

/** What was said of newer versions when this copy of the program was packed. */
export type Edition = v.InferOutput<typeof EditionSchema>['updates']

/**
 * @param path the package.json beside what was built: in a packed program it lies in the archive
 * @returns null = nothing was said, or nothing that makes sense
 */
export function readEdition(path: string): Edition | null {
  try {
    const read = v.safeParse(EditionSchema, JSON.parse(readFileSync(path, 'utf8')))
    return read.success ? read.output.updates : null
  } catch {
    return null
  }
}

/**
 * Whether it is written beside the program who may sign what replaces it: the updater for Windows checks no signature
 * without that.
 * @param resources the folder with the archive; absent = the program is not packed
 */
export function knowsSigner(resources: string | undefined): boolean {
  try {
    return resources !== undefined && /^publisherName:/m.test(readFileSync(join(resources, 'app-update.yml'), 'utf8'))
  } catch {
    return false
  }
}
