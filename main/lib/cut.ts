/**
 * A text of at most `most` units of UTF-16. A cut one is a copy: engines let a part of a text keep the whole alive, and
 * a name of 250 kB would stay in memory for its first letters.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  // Half a surrogate pair is no text: it could not be stored or sent on.
  return Buffer.from(cut.isWellFormed() ? cut : cut.slice(0, -1)).toString()
}
