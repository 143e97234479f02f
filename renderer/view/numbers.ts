/** A whole number as a person writes it, with or without what parts its thousands; null = it is none. */
export function wholeNumber(text: string): number | null {
  const plain = text.replaceAll(/[\s.,'’]/g, '')
  return /^\d{1,15}$/.test(plain) ? Number(plain) : null
}
