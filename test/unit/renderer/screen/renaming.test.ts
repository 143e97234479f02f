import { expect, it } from 'vitest'
import { stemEnd } from '../../../../renderer/screen/rename/stem.ts'

it.each([
  ['film.mkv', 4],
  ['film.2019.mp4', 9],
  ['Debian 12.5', 11],
  ['folder', 6],
  ['.hidden', 7],
  ['What. A day', 11],
  ['', 0],
])('of “%s” the first %i letters are what somebody wants to write anew', (name, end) => {
  expect(stemEnd(name)).toBe(end)
})
