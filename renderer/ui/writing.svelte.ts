type Way = 'ltr' | 'rtl'

const read = (): Way => (document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr')

let way = $state<Way>(read())

new MutationObserver(() => (way = read())).observe(document.documentElement, { attributeFilter: ['dir'] })

/** Which way the page is written: what floats over it is placed and written so, too, and has to be told. */
export const writing = {
  get way(): Way {
    return way
  },
  /** The side on which something floats: left and right as they are from left to right. */
  side<S extends string>(side: S): S | 'left' | 'right' {
    if (way === 'ltr') return side
    return side === 'left' ? 'right' : side === 'right' ? 'left' : side
  },
}
