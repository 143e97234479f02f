import { registry } from '../../../main/backend/registry.ts'
import type { FleetDaemon } from '../../fleet/daemon.ts'

/** What is the same in every language: the program's name, what languages call themselves, figures with units. */
const sameEverywhere: readonly RegExp[] = [
  // Fingerprints, in groups: before figures, which may stand in them.
  /\b[0-9A-F]{2}([ :][0-9A-F]{2}){7,}\b/g,
  /\bEstuary\b/g,
  /\b(English|Deutsch)\b/g,
  /[\d.,]+\s*([KMGTPE]?i?B(\/s)?|ms|min|mo|[ydhms])(?![a-z])/g,
  /magnet:\?xt=urn:btih:/g,
  // Dates are written by Intl.
  /\b\d{1,2}\s(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b/g,
  /\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b,?| at (?=\d)/g,
]

/**
 * What has less room than it may need, on purpose: its whole text stands in a title, is read aloud, or there are more
 * lines than are shown.
 */
export const shortened: readonly RegExp[] = [
  / > dd(\.selectable| > bdi\.value\.selectable)$/,
  /\[gridcell\]\S* > bdi\.text$/,
  / > div\.line > span\.(mute|state)(\.|$)/,
  / > span\.said\./,
  /\.line > span\.words$/,
  /span\.rooms > span/,
]

/** What the tests type. */
export const typed = ['nothing is called that', 'Something'] as const

/** What is to be typed at a daemon's machine. */
const commands = ['openssl x509 -in ssl/daemon.cert -noout -fingerprint -sha256']

/** What makers call their daemons, alone and all in one list. */
const names = registry.all().map(({ kind }) => kind.name)
const kindNames = [...names, ...['en', 'de'].map((language) => new Intl.ListFormat(language).format(names))]

/** Every text that the daemons may show: longer ones first, since shorter ones may stand in them. */
export function dataOf(daemons: readonly FleetDaemon[]): string[] {
  const texts = new Set<string>([...kindNames, ...commands, ...typed])
  for (const daemon of daemons) {
    const { name, host, port, version, fingerprint, username } = daemon
    for (const text of [name, `${host}:${port}`, version, fingerprint, username]) texts.add(text)
    for (const account of daemon.accounts.all()) texts.add(account.username)
    for (const torrent of daemon.engine.all()) collect(torrent, texts)
  }
  for (const text of [...texts]) for (const part of text.match(/(?<=:\/\/)[^/:]+/g) ?? []) texts.add(part)
  // A file is shown by the last part of its path, and each folder by its own.
  for (const text of [...texts]) for (const part of text.split('/')) texts.add(part)
  for (const host of [...texts]) for (const short of hostNames(host)) texts.add(short)
  return [...texts].filter((text) => /[a-z]{2}/i.test(text)).sort((a, b) => b.length - a.length)
}

/** Daemons call trackers by the last parts of their names. */
function hostNames(host: string): string[] {
  if (!/^[\w-]+(\.[\w-]+)+$/.test(host)) return []
  const parts = host.split('.')
  return parts.map((_part, at) => parts.slice(at).join('.')).filter((name) => name.includes('.'))
}

function collect(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') texts.add(value)
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) collect(part, texts)
}

/** What of a text is neither from the catalogue (plain letters are not) nor data; empty = nothing. */
export function outsideOfCatalogue(text: string, data: readonly string[]): string {
  let rest = text
  // Data first: a folder's name may have letters in it that are the same everywhere.
  for (const known of data) rest = rest.replaceAll(known, ' ')
  for (const known of sameEverywhere) rest = rest.replaceAll(known, ' ')
  return /[A-Za-z]{2}/.test(rest) ? rest.trim() : ''
}
