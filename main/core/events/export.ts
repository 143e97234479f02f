import type { Deed } from '../../../preload/contract/audit.ts'
import type { CheckedArgs } from '../../../preload/contract/calls.ts'
import { type HistoryEvent, mostEventsAtOnce, type PlaceInTime } from '../../../preload/contract/events.ts'
import { deedTitle } from '../../../preload/words/audit.ts'
import { eventSentence } from '../../../preload/words/events.ts'
import '../../../preload/words/all.ts'
import { told } from '../../../preload/words/sentences.ts'
import type { Parts } from '../context.ts'

/*
 * A list as a file, in parts of some hundred lines, so that a long one holds up nobody.
 *
 * CSV is for people and their spreadsheets: in their language, with commas and CRLF (RFC 4180), each line as long as the
 * first, and a byte order mark before it, without which Excel takes UTF-8 for something else. A text that a spreadsheet
 * would take for a formula has an apostrophe before it: names are strangers' words.
 * JSON is for programs: one array of the lines as the contract has them, in English.
 */

type Asked = CheckedArgs<'events.export'>
type App = Pick<Parts, 'history' | 'audit' | 'roster'>

/** The lines of the file after a place (none = from the beginning), and where it goes on; null = that was the end. */
export async function exportPart(app: App, asked: Asked): Promise<{ text: string; next: PlaceInTime | null }> {
  const { list, form, before, failures, ...wanted } = asked
  const from = { ...(before ? { before } : {}), limit: mostEventsAtOnce }
  const { text, daemons } = wanted
  const deedsWanted = { ...(text ? { text } : {}), ...(daemons ? { daemons } : {}), ...(failures ? { failures } : {}) }
  const lines =
    list === 'events'
      ? await app.history.list({ ...wanted, ...from })
      : await app.audit.list({ ...deedsWanted, ...from })
  const last = lines.at(-1)
  const next = last && lines.length === mostEventsAtOnce ? { at: last.at, id: last.id } : null
  const isFirst = before === undefined
  if (form === 'json') return { text: jsonOf(lines, isFirst, next === null), next }
  const language = asked.language ?? 'en'
  const nameOf = (id: string): string => app.roster.find(id)?.record.name ?? id
  const rows =
    list === 'events'
      ? (lines as HistoryEvent[]).map((line) => eventRow(line, language, nameOf))
      : (lines as Deed[]).map((deed) => deedRow(deed, language))
  const head = isFirst ? `\ufeff${csvLine(list === 'events' ? eventHead : deedHead)}` : ''
  return { text: head + rows.map(csvLine).join(''), next }
}

/** The whole file, part by part; the next is made when the last was taken. */
export async function* exportParts(app: App, asked: Asked): AsyncGenerator<string> {
  for (let before: PlaceInTime | null | undefined; before !== null;) {
    const { text, next } = await exportPart(app, before ? { ...asked, before } : asked)
    before = next
    yield text
  }
}

/** What the file is called: estuary-events-2026-11-21.csv. */
export function exportName({ list, form }: Pick<Asked, 'list' | 'form'>, now: number): string {
  return `estuary-${list === 'events' ? 'events' : 'audit'}-${new Date(now).toISOString().slice(0, 10)}.${form}`
}

function jsonOf(lines: readonly object[], isFirst: boolean, isLast: boolean): string {
  const between = isFirst || lines.length === 0 ? '' : ',\n'
  return `${isFirst ? '[\n' : between}${lines.map((line) => JSON.stringify(line)).join(',\n')}${isLast ? '\n]\n' : ''}`
}

type Cell = string | number | boolean | null

const eventHead = ['time', 'kind', 'daemon', 'name', 'hash', 'what', 'away']
const deedHead = [
  'time',
  'ended',
  'result',
  'call',
  'what',
  'daemons',
  'torrents',
  'count',
  'changes',
  'why',
  'arguments',
  'by',
  'door',
]

function eventRow(line: HistoryEvent, language: 'en' | 'de', nameOf: (id: string) => string): Cell[] {
  const { at, kind, daemon, name, hash, away } = line
  return [timeOf(at), kind, daemon === null ? '' : nameOf(daemon), name, hash, eventSentence(language, line), away]
}

function deedRow(deed: Deed, language: 'en' | 'de'): Cell[] {
  const { at, endedAt, state, call, daemons, torrents, torrentCount, changes, failures, args, who, door } = deed
  const names = (list: readonly { name: string }[]): string => list.map(({ name }) => name).join('; ')
  const change = changes.map(({ field, before, mixed, after }) => `${field}: ${mixed ? '*' : before} → ${after}`)
  const why = failures.map(({ problem, times }) => {
    const words = (problem.says && told(language, problem.says)) ?? problem.message
    return times > 1 ? `${words} (${times})` : words
  })
  return [
    ...[timeOf(at), endedAt === null ? '' : timeOf(endedAt), state, call, deedTitle(language, call)],
    ...[names(daemons), names(torrents), torrentCount, change.join('; '), why.join('; '), args, who, door],
  ]
}

/** ISO 8601, UTC; what is no time is nothing. */
function timeOf(at: number): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}

/** One line of CSV with its end. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** What a spreadsheet would run: also behind spaces, which some of them pass over. */
const formula = /^\s*[=+\-@\t\r＝＋－＠]/u

function csvCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = formula.test(value) ? `'${value}` : value
  return /[",;\r\n\t']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
