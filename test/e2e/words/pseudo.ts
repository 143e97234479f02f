/*
 * A language for tests, made from English: every letter bears an accent, every sentence stands in brackets and is
 * longer by a third, and what is given to a sentence stays as it is. Whatever is on the screen in plain letters does
 * not come from the catalogue, and whatever is cut off would be so in a language of longer words.
 */
const plainLetters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const accented = 'áƀćďéƒǵĥíĵķĺḿńóƥɋŕśťúṽẃẋýźÁɃĆĎÉƑǴĤÍĴĶĹḾŃÓƤɊŔŚŤÚṼẂẊÝŹ'
const letters = new Map([...plainLetters].map((letter, at) => [letter, [...accented][at] ?? letter]))
const longer = 1.3

/** Signs of private use stand around what is given, while the sentence is made. */
const begin = '\uE000'
const end = '\uE001'

/** What is not said but measured with: figures, their units, and how they are put together. */
const notWords = new Set(['bytes', 'perSecond', 'lengths', 'ages', 'day', 'dayOfYear', 'names', 'brand'])

/** An English text as the test language has it. */
export function pseudoText(english: string): string {
  if (!/[a-z]/i.test(english.replaceAll(new RegExp(`${begin}[^${end}]*${end}`, 'g'), ''))) return bare(english)
  let missing = Math.ceil(english.length * (longer - 1))
  let isGiven = false
  const signs = [...english].map((sign) => {
    if (sign === begin || sign === end) {
      isGiven = sign === begin
      return ''
    }
    if (isGiven) return sign
    const other = letters.get(sign) ?? sign
    if (missing <= 0 || !/[aeiou]/i.test(sign)) return other
    missing -= 1
    return other + other
  })
  return `⟦${signs.join('')}⟧`
}

function bare(text: string): string {
  return text.replaceAll(begin, '').replaceAll(end, '')
}

function marked(given: unknown): unknown {
  if (typeof given === 'string') return given === '' ? '' : `${begin}${given}${end}`
  if (Array.isArray(given)) return given.map(marked)
  if (typeof given !== 'object' || given === null) return given
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, marked(value)]))
}

/** A whole table in the test language. */
export function pseudoTable<T>(table: T, name = ''): T {
  if (notWords.has(name)) return table
  if (typeof table === 'string') return pseudoText(table) as T
  if (typeof table === 'function') {
    const say = table as unknown as (...given: unknown[]) => string
    return ((...given: unknown[]) => pseudoText(say(...given.map(marked)))) as T
  }
  if (Array.isArray(table)) return table.map((entry: unknown) => pseudoTable(entry)) as T
  const entries = Object.entries(table as Record<string, unknown>)
  return Object.fromEntries(entries.map(([key, value]) => [key, pseudoTable(value, key)])) as T
}
