import type { Kind } from '../../../preload/contract/kinds.ts'

export const deluge: Kind = {
  id: 'deluge',
  name: 'Deluge',
  site: 'https://deluge-torrent.org/',
  ways: [{ way: 'tls', usualPort: 58846, webPort: 8112, login: true, identity: true }],
  account: 'required',
  imports: true,
}

/** Kinds that there are not, with every way and every sort of account. */
export const invented: readonly Kind[] = [
  {
    id: 'ferry',
    name: 'Ferry',
    site: 'https://ferry.example/',
    ways: [
      { way: 'url', usualPort: null, webPort: null, login: true, identity: false },
      { way: 'unix', usualPort: null, webPort: null, login: true, identity: false },
    ],
    account: 'optional',
    imports: true,
  },
  {
    id: 'raft',
    name: 'Raft',
    site: 'https://raft.example/',
    ways: [
      { way: 'tcp', usualPort: 5000, webPort: 8080, login: false, identity: false },
      { way: 'unix', usualPort: null, webPort: null, login: true, identity: false },
    ],
    account: 'none',
    imports: false,
  },
]
