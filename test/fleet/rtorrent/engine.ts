import { readTorrentFile } from '../../../preload/torrent/file.ts'
import { catalogue } from '../../../main/wire/rtorrent/catalogue.ts'
import type { Answers, Entry } from '../../../main/wire/rtorrent/entry.ts'
import type { XmlFault, XmlInput, XmlValue } from '../../../main/wire/xmlrpc/values.ts'

/** What a method says that a daemon refuses. */
export class Refusal extends Error {
  readonly fault: XmlFault

  constructor(faultCode: number, faultString: string) {
    super(faultString)
    this.fault = { faultCode, faultString }
  }
}

/** The daemon's process is gone: what a wrong target of f.* does to 0.9.8. */
export class Death extends Error {}

type Values = Record<string, XmlInput>

/** A torrent as its methods tell of it; what has no value here answers as an untouched torrent does. */
export interface SimulatedTorrent {
  values: Values
  custom: Record<string, string>
  files: Values[]
  trackers: Values[]
  peers: Values[]
}

const untouched: Readonly<Record<Answers, XmlInput>> = { number: 0, text: '', texts: [] }

/** What a method of the catalogue answers without a value. */
const answers = new Map<string, XmlInput>(
  (Object.values(catalogue) as Record<string, Entry>[]).flatMap((names) =>
    Object.values(names).flatMap(({ methods, answers: type }) =>
      methods.map((method): [string, XmlInput] => [method, untouched[type]]),
    ),
  ),
)

const isOf = (method: string, value: number) => (torrent: SimulatedTorrent) => (torrent.values[method] ?? 0) === value
const every = (): boolean => true
const views: Readonly<Record<string, (torrent: SimulatedTorrent) => boolean>> = {
  '': every,
  main: every,
  default: every,
  name: every,
  active: isOf('d.is_active', 1),
  started: isOf('d.state', 1),
  stopped: isOf('d.state', 0),
  complete: isOf('d.complete', 1),
  incomplete: isOf('d.complete', 0),
  hashing: (torrent) => (torrent.values['d.hashing'] ?? 0) !== 0,
  seeding: (torrent) => isOf('d.complete', 1)(torrent) && isOf('d.state', 1)(torrent),
  leeching: (torrent) => isOf('d.complete', 0)(torrent) && isOf('d.state', 1)(torrent),
}

/** What the verbs leave a torrent as: d.state, d.is_active and d.is_open (seen on 0.9.8). */
const verbs: Readonly<Record<string, Values>> = {
  'd.open': { 'd.is_open': 1 },
  'd.start': { 'd.state': 1, 'd.is_active': 1, 'd.is_open': 1 },
  'd.resume': { 'd.state': 1, 'd.is_active': 1, 'd.is_open': 1 },
  'd.pause': { 'd.is_active': 0, 'd.is_open': 1 },
  'd.stop': { 'd.state': 0, 'd.is_active': 0 },
  'd.close': { 'd.state': 0, 'd.is_active': 0, 'd.is_open': 0 },
  'd.check_hash': {},
  'd.update_priorities': {},
  'd.tracker_announce': {},
}

/** What rTorrent does with its torrents, without any of them: everything that is set stays set. */
export class RtorrentEngine {
  readonly torrents = new Map<string, SimulatedTorrent>()
  readonly whole: Values
  readonly methods: readonly string[]

  constructor(methods: readonly string[], whole: Values) {
    this.methods = methods
    this.whole = whole
  }

  /** A torrent of this name, with one file. */
  add(hash: string, values: Values): SimulatedTorrent {
    const torrent: SimulatedTorrent = {
      values: { 'd.hash': hash, 'd.size_files': 1, 'd.priority': 2, ...values },
      custom: {},
      files: [
        { 'f.path': String(values['d.name'] ?? ''), 'f.size_bytes': values['d.size_bytes'] ?? 0, 'f.priority': 1 },
      ],
      trackers: [],
      peers: [],
    }
    this.torrents.set(hash, torrent)
    return torrent
  }

  /** @throws Refusal, or Death */
  answer(method: string, params: readonly XmlValue[]): XmlInput {
    if (!this.methods.includes(method)) throw new Refusal(-506, `Method '${method}' not defined`)
    if (method === 'system.listMethods') return this.methods
    if (method === 'system.multicall') return this.#multicall(params)
    if (method === 'd.multicall2') return this.#list(params.slice(1))
    if (method === 'd.multicall.filtered') return this.#filtered(params.slice(1))
    if (/^[ftp]\.multicall$/.test(method)) return this.#inside(method.charAt(0), params)
    if (method.startsWith('load.raw')) return this.#load(params, method === 'load.raw_start')
    if (method === 'view.size') return this.#inView(text(params[1])).length
    if (/^[dfpt]\./.test(method)) return this.#ofTarget(method, params)
    if (method.endsWith('.set')) return set(this.whole, method, params[1])
    return this.whole[method] ?? answers.get(method) ?? 0
  }

  #multicall(params: readonly XmlValue[]): XmlInput {
    const calls = params[0] as { methodName: string; params: XmlValue[] }[]
    return calls.map(({ methodName, params: given }) => {
      if (methodName === 'system.multicall') throw new Refusal(-507, 'Recursive system.multicall forbidden')
      try {
        return [this.answer(methodName, given)]
      } catch (error) {
        if (error instanceof Refusal) return { ...error.fault }
        throw error
      }
    })
  }

  #list([view, ...commands]: readonly XmlValue[]): XmlInput {
    return this.#inView(text(view)).map((torrent) => commands.map((command) => this.#field(torrent, text(command))))
  }

  /** Only torrents of which one of the methods in the condition answers with something. */
  #filtered([view, condition, ...commands]: readonly XmlValue[]): XmlInput {
    const methods = [...text(condition).matchAll(/d\.[a-z_.]+(?==)/g)].map(([method]) => method)
    const fitting = this.#inView(text(view)).filter(({ values }) =>
      methods.some((each) => Boolean(valueIn(values, each))),
    )
    return fitting.map((torrent) => commands.map((command) => this.#field(torrent, text(command))))
  }

  #inView(view: string): SimulatedTorrent[] {
    const belongs = views[view]
    if (!belongs) throw new Refusal(-503, 'Could not find view.')
    return [...this.torrents.values()].filter(belongs)
  }

  #field(torrent: SimulatedTorrent, command: string): XmlInput {
    if (command.startsWith('cat="$t.multicall=')) {
      return torrent.trackers.map((tracker) => `${String(tracker['t.url'])}#`).join('')
    }
    const [method = '', argument] = command.split('=')
    if (!command.includes('=') || !this.methods.includes(method))
      throw new Refusal(-503, `Command "${method}" does not exist.`)
    return method === 'd.custom' ? (torrent.custom[argument ?? ''] ?? '') : valueIn(torrent.values, method)
  }

  #inside(letter: string, [target, pattern, ...commands]: readonly XmlValue[]): XmlInput {
    const torrent = this.#torrent(text(target))
    // Without the pattern there is silently nothing.
    if (text(pattern) !== '') return []
    const lines = { f: torrent.files, t: torrent.trackers, p: torrent.peers }[letter] ?? []
    return lines.map((line) => commands.map((command) => valueIn(line, text(command).replace(/=$/, ''))))
  }

  #ofTarget(method: string, [target, ...given]: readonly XmlValue[]): XmlInput {
    const [hash = '', place = ''] = text(target).split(':')
    if (method.startsWith('f.') && !/^f\d+$/.test(place)) throw new Death(`${method} of ${text(target)}`)
    const torrent = this.#torrent(hash)
    if (!method.startsWith('d.')) {
      const line = { f: torrent.files, t: torrent.trackers, p: torrent.peers }[place.charAt(0)]?.[
        Number(place.slice(1))
      ]
      if (!line) throw new Refusal(-501, 'Invalid index.')
      return method.endsWith('.set') ? set(line, method, given[0]) : valueIn(line, method)
    }
    if (method === 'd.erase') return Number(!this.torrents.delete(hash))
    if (method === 'd.custom') return torrent.custom[text(given[0])] ?? ''
    if (method === 'd.custom.set') {
      torrent.custom[text(given[0])] = text(given[1])
      return 0
    }
    if (method.endsWith('.set')) return set(torrent.values, method, given[0])
    const verb = verbs[method]
    if (verb) Object.assign(torrent.values, verb)
    return verb ? 0 : valueIn(torrent.values, method)
  }

  /** It never says that it could not: what is no torrent is silently left out. */
  #load(params: readonly XmlValue[], started: boolean): XmlInput {
    const bytes = params[1]
    const read = bytes instanceof Uint8Array ? readTorrentFile(bytes) : null
    const hash = read?.ok ? read.file.v1?.toUpperCase() : undefined
    if (!read?.ok || hash === undefined || this.torrents.has(hash)) return 0
    this.add(hash, { 'd.name': read.file.name ?? '', 'd.size_bytes': read.file.sizeBytes })
    if (started) this.answer('d.start', [hash])
    return 0
  }

  #torrent(hash: string): SimulatedTorrent {
    const torrent = this.torrents.get(hash)
    if (!torrent) throw new Refusal(-501, 'Could not find info-hash.')
    return torrent
  }
}

function text(value: XmlValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

function valueIn(values: Values, method: string): XmlInput {
  return values[method] ?? answers.get(method) ?? 0
}

function set(values: Values, method: string, value: XmlValue | undefined): number {
  if (value === undefined) throw new Refusal(-503, 'Too few arguments.')
  values[method.slice(0, -'.set'.length)] = value as XmlInput
  return 0
}
