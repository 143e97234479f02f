/** Letters that Unicode does not take apart into a plain one and a mark. */
const whole: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' }
const wholePattern = /[łøđðþßæœı]/g
/** Marks, and what is not seen or stands for it: a name is found by what is read as well as by what it is. */
const marks = /[\p{M}\p{Cc}\p{Default_Ignorable_Code_Point}\ufffd]/gu
const breaks = /[\t-\r\u0085]/g
const plain = /^[ -~]*$/

/** Text as a search sees it: without case and accents, so that "lodz" finds "Łódź". */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (plain.test(lower)) return lower
  return lower
    .normalize('NFKD')
    .replace(breaks, ' ')
    .replace(marks, '')
    .replace(wholePattern, (letter) => whole[letter] ?? letter)
}

/** The words of a search, folded; a row matches when each is somewhere in its name. */
export function words(text: string): string[] {
  return fold(text).split(/\s+/).filter(Boolean)
}
