import type { Backend } from '../backend.ts'
import { dial } from './dial.ts'

/** What everybody writes into the configuration, since there is no usual port of its makers. */
const usualPort = 5000

/** rTorrent 0.9.7 and later, over SCGI or behind a web server. */
export const rtorrent: Backend = {
  kind: {
    id: 'rtorrent',
    name: 'rTorrent',
    site: 'https://rakshasa.github.io/rtorrent/',
    ways: [
      { way: 'unix', usualPort: null, webPort: null, login: false, identity: false },
      { way: 'tcp', usualPort, webPort: null, login: false, identity: false },
      { way: 'url', usualPort: null, webPort: null, login: true, identity: true },
    ],
    account: 'optional',
    imports: false,
  },
  dial: (target, options) => dial(target, options),
}
