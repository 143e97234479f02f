/** A name that none of these is: the name itself, or with the first number that is free behind it. */
export function freeName(base: string, taken: readonly string[]): string {
  const others = new Set(taken.map((name) => name.toLowerCase()))
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base} ${number}`
    if (!others.has(name.toLowerCase())) return name
  }
}
