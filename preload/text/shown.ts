/*
 * What a text from outside looks like. Names, messages, labels and folders are the words of daemons, torrent files and
 * strangers: they may hold characters that nobody sees but that turn the order of letters ("holiday-exe.jpg" for what
 * ends in .exe), break lines, or make two names look like one. Every place that shows such a text shows what is made
 * of it here; what is copied, compared, sorted and sent is the text itself.
 */

/** Stands for what cannot be shown as it is. */
const sign = '\ufffd'
/** Between these two, letters order themselves without touching what stands around them. */
const isolateStart = '\u2068'
const isolateEnd = '\u2069'

/** ASCII without controls, and with single spaces between words: most texts, in which there is nothing to change. */
const plain = /^(?:[\x21-\x7e] ?)*$/
const breaks = /[\t-\r\u0085\u2028\u2029\u2800]/gu
/** The flags of England, Scotland and Wales are spelled with tags, which have no other honest use. */
const flag = '\\u{1F3F4}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{2,6}\\u{E007F}'
const unseen = new RegExp(`${flag}|[\\p{Default_Ignorable_Code_Point}\\p{Cc}\\p{NChar}\\ufff9-\\ufffb]`, 'gu')
/** Controls, characters that never can be any, and those that turn the order of what stands around them. */
const harmful = /[\p{Cc}\p{NChar}\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/u
/** So many marks stand on one letter in no language; more of them paint over the lines above and below. */
const mostMarks = 8
const tower = new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu')
const gaps = /\p{Zs}{2,}/gu

/**
 * A text from outside as it is shown, alone and on one line. Controls, characters that turn the order of letters, and
 * halves of characters become a sign; line breaks become spaces; what is invisible and means nothing is left out.
 * Joiners stay where a language or an emoji is written with them. A text of nothing visible is the sign alone.
 */
export function shown(text: string): string {
  if (plain.test(text)) return text
  const seen = text.toWellFormed().replace(breaks, ' ').replace(unseen, look).replace(tower, '$1').replace(gaps, ' ')
  return /\P{Zs}/u.test(seen) ? seen : sign
}

/** Letters that are written from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** A text that is isolated already. */
const wrapped = /^\u2068([^\u2066-\u2069]*)\u2069$/u

/** A text from outside within a sentence, where letters from right to left would draw their neighbours along. */
export function isolated(text: string): string {
  const seen = shown(wrapped.exec(text)?.[1] ?? text)
  return rightToLeft.test(seen) ? isolateStart + seen + isolateEnd : seen
}

/** A path whose parts keep their order, whichever way each of them is written. */
export function isolatedPath(path: string): string {
  if (!rightToLeft.test(path)) return shown(path)
  return path
    .split(/([/\\])/)
    .map((part) => (part === '' ? part : isolated(part)))
    .join('')
}

const isolates = /(\u2068[^\u2066-\u2069]*\u2069)/

/** A whole sentence that may have texts from outside in it: as `shown`, but what `isolated` put into it stays. */
export function sentence(text: string): string {
  if (plain.test(text)) return text
  return text
    .split(isolates)
    .map((part, at) => {
      if (part === '') return part
      if (at % 2 === 0) return shownWithin(part)
      return isolateStart + shown(part.slice(1, -1)) + isolateEnd
    })
    .join('')
}

/** A part of a sentence may be nothing but the space between two names. */
function shownWithin(part: string): string {
  return part.trim() === '' ? ' ' : shown(part)
}

/** The same for lines of JSON, of which nothing is lost: what `shown` would change is spelled out (\u202e). */
export function spelledOut(json: string): string {
  return json.replace(/[\u007f-\u009f\u2028\u2029\ufff9-\ufffb\p{Default_Ignorable_Code_Point}\p{NChar}]/gu, (found) =>
    found
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

const han = /\p{Script=Han}/u
const mongolian = /\p{scx=Mong}/u
const emoji = /[\p{ExtPict}\p{Emoji_Modifier}\ufe0f]/u
/** Scripts whose letters take other shapes beside each other, which joiners forbid or ask for. */
const joining =
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]/u

/** What is shown for one that is not seen itself. */
function look(found: string, at: number, text: string): string {
  if (harmful.test(found)) return sign
  // A whole flag.
  if (found.length > 2) return found
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ''
  const after = [...text.slice(at + found.length, at + found.length + 2)][0] ?? ''
  return means(found, before, after) ? found : ''
}

/** Whether an invisible character changes how what stands around it is drawn. */
function means(found: string, before: string, after: string): boolean {
  if (/[\ufe00-\ufe0f]/u.test(found)) return /[^\p{DI}\p{Z}]/u.test(before)
  if (/[\u{e0100}-\u{e01ef}]/u.test(found)) return han.test(before)
  if (/[\u180b-\u180f]/u.test(found)) return mongolian.test(before)
  if (found !== '\u200c' && found !== '\u200d') return false
  if (found === '\u200d' && emoji.test(before)) return /\p{ExtPict}/u.test(after)
  return joining.test(before) && /[^\p{DI}\p{Z}]/u.test(after)
}
