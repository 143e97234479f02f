import { randomInt } from 'node:crypto'

/** Letters and figures that nobody takes for one another when they are read out or typed again. */
const signs = 'abcdefghijkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679'
const length = 24

/** A password that nobody guesses: some 135 bits, of signs that every daemon's file of accounts takes. */
export function makePassword(): string {
  return Array.from({ length }, () => signs[randomInt(signs.length)]).join('')
}
