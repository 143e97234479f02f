import type { Backend } from '../backend.ts'
import { dial } from './dial.ts'
import { usualPort } from './hostlist.ts'
import { importer } from './importer.ts'

/** Where Deluge's web page listens, which is taken for the daemon's port now and then. */
const webPort = 8112

/** Deluge 2.x and 1.3 over DelugeRPC. */
export const deluge: Backend = {
  kind: {
    id: 'deluge',
    name: 'Deluge',
    site: 'https://deluge-torrent.org/',
    ways: [{ way: 'tls', usualPort, webPort, login: true, identity: true }],
    account: 'required',
    imports: true,
  },
  dial: (target, options) => dial(target, options),
  importer,
}
