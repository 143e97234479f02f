/** Where secrets are kept: the door knows the safest place of its system. The window never sees one. */
export interface Keeper {
  /** null = none kept under that name. Fails with Fault 'corrupt' when what is kept cannot be read. */
  get(name: string): Promise<string | null>
  set(name: string, secret: string): Promise<void>
  delete(name: string): Promise<void>
}

/** What a door gives to the core. */
export interface Host {
  readonly door: 'desktop' | 'web'
  readonly version: string
  /** The data directory; it exists and is ours. */
  readonly dataFolder: string
  readonly keeper: Keeper
}
