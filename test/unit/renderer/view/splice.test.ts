import fc from 'fast-check'
import { expect, it } from 'vitest'
import { spliced } from '../../../../renderer/view/splice.ts'

it('a list that some items leave and others enter is what doing it one by one makes of it', () => {
  const places = fc.array(fc.nat(20), { maxLength: 12 })
  fc.assert(
    fc.property(fc.oneof(fc.nat(20), fc.constant(2_000)), places, places, (length, out, into) => {
      const list = Array.from({ length }, (_, index) => index)
      const leaving = [...new Set(out)].filter((place) => place < length).sort((a, b) => a - b)
      const entering = into.filter((place) => place <= length).sort((a, b) => a - b)
      const items = entering.map((_, index) => 1_000 + index)
      const wanted = Array.from({ length: length + 1 }, (_, place) => [
        ...items.filter((_, index) => entering[index] === place),
        ...(place < length && !leaving.includes(place) ? [place] : []),
      ]).flat()
      expect(spliced(list, leaving, entering, items)).toEqual(wanted)
    }),
  )
})
