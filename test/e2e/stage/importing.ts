import type { CallArgs, CallResult } from '../../../preload/contract/calls.ts'
import type { Candidate } from '../../../preload/contract/importing.ts'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import { at, fingerprints, fourDaemons } from './daemons.ts'

const folder = '/home/you/.config/deluge'
const source = `${folder}/hostlist.conf`

function candidate(id: string, name: string, more: Partial<Candidate>): Candidate {
  return {
    id,
    source,
    name,
    place: `${name}.example`,
    address: at(`${name}.example`),
    username: 'admin',
    hasPassword: true,
    level: null,
    fingerprint: null,
    already: null,
    problem: null,
    ...more,
  }
}

/** One of every kind that a list of Deluge's may hold. */
const candidates: readonly Candidate[] = [
  candidate('c1', 'localhost', {
    address: at('127.0.0.1'),
    username: 'localclient',
    level: 10,
    fingerprint: fingerprints.office,
  }),
  candidate('c2', 'nas', { address: at('nas.home'), already: 'nas' }),
  candidate('c3', 'barn', { address: at('barn.example.org', 58847), username: 'rob' }),
  candidate('c4', '10.0.0.40', { address: at('10.0.0.40'), username: '', hasPassword: false }),
  candidate('c5', 'daemon', {
    place: 'old box',
    address: null,
    problem: {
      code: 'corrupt',
      message: `Entry 5 of ${source} is damaged: its port is no number from 1 to 65535.`,
      retry: 'after-change',
    },
  }),
]

/** The calls of the import, over what the stage pretends to have found. */
export function importHandlers(write: (daemon: Daemon) => Daemon): {
  [N in 'import.find' | 'import.take']: (args: CallArgs<N>) => CallResult<N>
} {
  return {
    'import.find': ({ folder: chosen }) => {
      if (chosen === undefined) return { folders: [folder], candidates: [...candidates], problems: [] }
      const path = `${chosen}/hostlist.conf`
      const message = `${path} cannot be read: your user account may not read it.`
      const found = chosen.includes('empty') ? [] : [{ code: 'corrupt', message, retry: 'after-change' } as const]
      return { folders: [chosen], candidates: [], problems: found }
    },
    'import.take': ({ items }) =>
      items.map(({ id, name }, index) => {
        const found = candidates.find((one) => one.id === id)
        if (!found || found.id === 'c4') {
          const message = `${name} is that account at that address already.`
          return { id, daemon: null, problem: { code: 'invalid', message, retry: 'after-change' } }
        }
        const pattern = fourDaemons(Date.now())[0] as Daemon
        const { address, username } = found
        const made = {
          ...pattern,
          id: `taken${index}`,
          name,
          address: address ?? pattern.address,
          username,
          torrents: 0,
        }
        return { id, daemon: write({ ...made, mark: (4 + index) % 8 }), problem: null }
      }),
  }
}
