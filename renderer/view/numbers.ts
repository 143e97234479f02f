/** A whole number as a person writes it, with or without what parts its thousands; null = it is none. */
export function wholeNumber(text: string): number | null {
  const plain = text.replaceAll(/[\s.,'’]/g, '')
  return /^\d{1,15}$/.test(plain) ? Number(plain) : null
}

/**
 * A number as a person writes it, with a point or a comma before its fraction; null = it is none.
 * @param thousands whether one point or comma before exactly three digits parts thousands
 */
export function decimalNumber(text: string, thousands: boolean): number | null {
  const plain = text.replaceAll(/[\s'’]/g, '')
  const signs = plain.match(/[.,]/g) ?? []
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  const parts = signs.length > 1 || (thousands && signs.length === 1 && plain.length - last === 4)
  // Of several signs the last one parts the fraction only where it is another one than the others.
  const isFraction = last >= 0 && (parts ? new Set(signs).size > 1 : true)
  const whole = (isFraction ? plain.slice(0, last) : plain).replaceAll(/[.,]/g, '')
  const fraction = isFraction ? plain.slice(last + 1) : ''
  if (whole === '' && fraction === '') return null
  return /^\d{0,15}$/.test(whole) && /^\d{0,9}$/.test(fraction) ? Number(`${whole || '0'}.${fraction || '0'}`) : null
}
