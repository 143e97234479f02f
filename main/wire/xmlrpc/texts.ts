const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * The text between two places. What is no UTF-8 becomes replacement characters, control characters stay: names of
 * torrents have both, and no name may hide the others.
 */
export function textBetween(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end)
  return text.includes('&') ? withoutEntities(text) : text
}

/** What is no entity stays as it is. */
function withoutEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,8}|#\d{1,8}|[a-z]{2,4});/gi, (whole, inner: string) => {
    if (!inner.startsWith('#')) return named[inner] ?? whole
    const code = /^#x/i.test(inner) ? Number.parseInt(inner.slice(2), 16) : Number(inner.slice(1))
    const isText = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    return isText ? String.fromCodePoint(code) : '\ufffd'
  })
}
