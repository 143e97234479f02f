/** The form of a table without its words: whatever has this type has every entry of T, with the same parameters. */
export type Wide<T> = T extends string
  ? string
  : T extends (...parameters: infer P) => string
    ? (...parameters: P) => string
    : { readonly [K in keyof T]: Wide<T[K]> }
