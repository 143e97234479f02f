import { describe, expect, it } from 'vitest'
import { readSources } from './sources.ts'

/** Every word that belongs to one kind of daemon. */
const kindWord = /deluge|\brtorrent/i

/** Where a kind may be named: where it is spoken, where kinds are listed, and where they are written about. */
const places = [
  /^main\/backend\/(deluge|rtorrent)\//,
  /^main\/wire\/(deluge|rtorrent)\//,
  /^main\/backend\/registry\.ts$/,
  /^preload\/words\/(en|de)\/kinds\.ts$/,
  /^renderer\/text\/kinds\.ts$/,
]

describe.each(['preload', 'renderer', 'main'])('no kind of daemon is special in %s', (folder) => {
  it('and so none is named there, not even in a comment', () => {
    const named = readSources(folder)
      .filter(({ path }) => !places.some((place) => place.test(path)))
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .flatMap((line, index) => (kindWord.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
      )
    expect(named).toEqual([])
  })
})

describe('the places where a kind may be named', () => {
  it('are there, and name one', () => {
    const sources = readSources('main', 'preload', 'renderer')
    const silent = places.filter((place) => !sources.some(({ path, text }) => place.test(path) && kindWord.test(text)))
    expect(silent).toEqual([])
  })
})
