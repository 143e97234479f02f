import * as v from 'valibot'
import { longestPath } from './files.ts'
import { text } from './units.ts'

/** Nobody has more shares of one machine. */
export const mostMappings = 50

const wholePath = String.raw`/|[A-Za-z]:[\\/]|\\\\[^\\/]`

/** A folder of a daemon's machine, and where the person has it: mounted on this machine, or at an smb:// address. */
export const MappingSchema = v.object({
  remote: v.pipe(
    text(longestPath),
    v.trim(),
    v.regex(new RegExp(`^(${wholePath})`), 'Give a whole path, such as /srv/films or D:\\films.'),
  ),
  local: v.pipe(
    text(longestPath),
    v.trim(),
    // An address has no name or password in it, which would be a secret, and nothing behind the path.
    v.regex(
      new RegExp(String.raw`^(${wholePath}|[Ss][Mm][Bb]://[\w.-]+(:\d+)?/[^\s/?#@\\][^\s?#\\]*$)`),
      'Give a whole path of this machine, or an address such as smb://nas/films.',
    ),
  ),
})

/** Those of one daemon, each of its folders once. */
export const MappingsSchema = v.pipe(
  v.array(MappingSchema),
  v.maxLength(mostMappings, 'Give fewer folders.'),
  v.check(
    (mappings) => new Set(mappings.map(({ remote }) => remote)).size === mappings.length,
    'One of these folders is there twice.',
  ),
)
export type Mappings = v.InferOutput<typeof MappingsSchema>
