/** Letters that Unicode does not take apart into a plain one and a mark. */
const whole: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' }
const wholePattern = /[łøđðþßæœı]/g
const marks = /\p{M}/gu
const plain = /^[\u0000-\u007f]*$/

/** Text as a search sees it: without case and accents, so that "lodz" finds "Łódź". */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (plain.test(lower)) return lower
  return lower
    .normalize('NFKD')
    .replace(marks, '')
    .replace(wholePattern, (letter) => whole[letter] ?? letter)
}

/** The words of a search, folded; a row matches when each is somewhere in its name. */
export function words(text: string): string[] {
  return fold(text).split(/\s+/).filter(Boolean)
}
