import type { News } from '../../../preload/contract/app.ts'
import { type DaemonId, type Hash, keyOf } from '../../../preload/contract/keys.ts'
import type { NoticeKind, NoticeOutcome } from '../../../preload/contract/notices.ts'
import type { Says } from '../../../preload/contract/says.ts'
import { shown } from '../../../preload/text/shown.ts'
import { inEnglish, say } from '../../../preload/words/sentences.ts'

/** Something that a person is told of. */
export interface Notice {
  kind: NoticeKind
  daemon: DaemonId
  /** null = it is about the daemon itself. */
  hash: Hash | null
  /** The torrent's or daemon's name. */
  name: string
  /** When Estuary learnt of it, ms since 1970. */
  at: number
  outcome: NoticeOutcome
  /** What is to be said of it, where more is known than the kind says. */
  body?: Says
}

/** So many torrents of a digest are named; the others are counted. */
const mostNamed = 3
/** So many can be led to. */
const mostLed = 100
const bad: ReadonlySet<NoticeKind> = new Set(['failed', 'lost', 'low'])

/** What is said of some notices together, in one piece of news. There is at least one. */
export function newsOf(
  notices: readonly Notice[],
  { id, sound, nameOf }: { id: string; sound: boolean; nameOf: (daemon: DaemonId) => string },
): News {
  const daemons = [...new Set(notices.map(({ daemon }) => daemon))]
  const { title, body } = textsOf(notices, daemons.map(nameOf))
  return {
    id,
    title: typeof title === 'string' ? title : inEnglish(title),
    body: inEnglish(body),
    tone: notices.some(({ kind }) => bad.has(kind)) ? 'bad' : 'ok',
    sound: sound && notices.some(({ outcome }) => outcome === 'sound' || outcome === 'always'),
    about: {
      daemon: daemons.length === 1 ? (daemons[0] ?? null) : null,
      torrents: notices.flatMap(({ daemon, hash }) => (hash === null ? [] : [keyOf(daemon, hash)])).slice(0, mostLed),
    },
    says: typeof title === 'string' ? { body } : { title, body },
  }
}

interface Texts {
  /** A name is nobody's language. */
  title: Says | string
  body: Says
}

function textsOf(notices: readonly Notice[], daemons: readonly string[]): Texts {
  const [only] = notices
  if (only && notices.length === 1) return { title: shown(only.name), body: only.body ?? bodyOf(only.kind, daemons) }
  const kinds = new Set(notices.map(({ kind }) => kind))
  const number = notices.length
  const [kind] = kinds
  if (kinds.size > 1 || kind === undefined) return { title: say('news.several', { number }), body: sumOf(notices) }
  if (kind !== 'finished' && kind !== 'failed')
    return { title: say(`news.${kind}.many`, { number }), body: say('news.these', { daemons }) }
  const names = notices.slice(0, mostNamed).map(({ name }) => shown(name))
  return {
    title: say(`news.${kind}.many`, { number }),
    body: say('news.names', { names, number: number - names.length, daemons }),
  }
}

function bodyOf(kind: NoticeKind, daemons: readonly string[]): Says {
  if (kind === 'finished' || kind === 'failed') return say(`news.${kind}`, { daemons })
  return say(kind === 'back' ? 'news.back' : kind === 'lost' ? 'news.lost' : 'news.low')
}

/** How many torrents finished and failed, and which daemons are away, back, or without room. */
function sumOf(notices: readonly Notice[]): Says {
  const count = (kind: NoticeKind): number => notices.filter((one) => one.kind === kind).length
  const names = (kind: NoticeKind): string[] =>
    notices.filter((one) => one.kind === kind).map(({ name }) => shown(name))
  return say('news.sum', {
    finished: count('finished'),
    failed: count('failed'),
    lost: names('lost'),
    back: names('back'),
    low: names('low'),
  })
}
