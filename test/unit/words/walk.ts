/** One entry of a table: where it stands, and what stands there. */
export interface Entry {
  path: string
  said: string | ((...given: never[]) => string)
}

/** Every entry of a table, also those within lists. */
export function entriesOf(table: unknown, path = ''): Entry[] {
  if (typeof table === 'string' || typeof table === 'function') return [{ path, said: table as Entry['said'] }]
  return Object.entries(table as Record<string, unknown>).flatMap(([name, value]) =>
    entriesOf(value, path === '' ? name : `${path} / ${name}`),
  )
}

/** The parameters of sentences that are figures and lists; all others are texts, or other sentences. */
const figures = new Set<string | symbol>(['number', 'level', 'need', 'known', 'since', 'finished', 'failed'])
const lists = new Set<string | symbol>(['daemons', 'names', 'lost', 'back', 'low'])

/** What stands for a parameter: readable as a name, a list of names, and an object of either (as sentences take). */
function sampleNamed(mark: string, number: number): unknown {
  const names = [`<${mark}>`]
  const given: object = new Proxy(
    {},
    {
      get: (_target, name) => (figures.has(name) ? number : lists.has(name) ? names : `<${mark}${String(name)}>`),
    },
  )
  return given
}

/** Every way to say an entry that its parameters' types allow: with names, with each of some numbers, and with data. */
export function sayings({ path, said }: Entry, numbers: readonly number[] = [0, 1, 2, 1000]): string[] {
  if (typeof said === 'string') return [said]
  const say = said as (...given: unknown[]) => string
  if (path.startsWith('sentences / ')) return numbers.map((number) => say(sampleNamed('', number)))
  const kinds = [
    (at: number) => `<${at}>`,
    (at: number) => [`<${at}>`, `<${at}b>`],
    ...numbers.map((number) => () => number),
    ...numbers.map((number) => (at: number) => (at === 0 ? number : `<${at}>`)),
    ...numbers.map((number) => (at: number) => (at === 0 ? `<${at}>` : number)),
  ]
  const all = new Set<string>()
  for (const kind of kinds) {
    try {
      all.add(say(...Array.from({ length: said.length }, (_, at) => kind(at))))
    } catch {
      // A parameter of another type: one of the other ways fits.
    }
  }
  return [...all].filter((text) => typeof text === 'string' && !/NaN|undefined|\[object/.test(text))
}
