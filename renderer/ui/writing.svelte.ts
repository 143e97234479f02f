type Way = 'ltr' | 'rtl'

const read = (): Way => (document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr')

let way = $state<Way>(read())

new MutationObserver(() => (way = read())).observe(document.documentElement, { attributeFilter: ['dir'] })

/** Which way the page is written: what floats over it is placed and written so, too, and has to be told. */
export const writing = {
  get way(): Way {
    return way
  },
}
