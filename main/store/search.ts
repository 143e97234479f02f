/** Beyond this many words a text is no search any more; the rest is ignored. */
const mostWords = 32
const mostLength = 1000

/**
 * What a person typed, as an FTS5 query: every word must begin some word of the row. Each is put in quotes, where
 * nothing but the quote itself has a meaning, so no text can be a syntax error or an operator. null = nothing to
 * look for.
 */
export function searchQuery(typed: string): string | null {
  const words = typed
    .slice(0, mostLength)
    // FTS5 reads its query as a C string, which ends at the first NUL.
    .split(/[\s\0]+/u)
    // What has no letter or digit is no word for the tokenizer either.
    .filter((word) => /[\p{L}\p{N}\p{Co}]/u.test(word))
    .slice(0, mostWords)
  return words.length === 0 ? null : words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ')
}
