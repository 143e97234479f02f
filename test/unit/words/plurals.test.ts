import { describe, expect, it } from 'vitest'
import { tables } from '../../../preload/words/all.ts'

/** No-break spaces read as plain ones here. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('numbers and the words behind them', () => {
  it.each([
    [0, '0 torrents', '0 Torrents'],
    [1, '1 torrent', '1 Torrent'],
    [2, '2 torrents', '2 Torrents'],
    [1000, '1,000 torrents', '1.000 Torrents'],
  ])('agree: %d', (number, english, german) => {
    expect(tables.en.t.torrents(number)).toBe(english)
    expect(plain(tables.de.t.torrents(number))).toBe(german)
  })

  it.each([
    [0, '0 Daemons importieren', '0 Daemons sind hinzugefügt.', 'und 0 weitere Torrents'],
    [1, '1 Daemon importieren', '1 Daemon ist hinzugefügt.', 'und 1 weiterer Torrent'],
    [2, '2 Daemons importieren', '2 Daemons sind hinzugefügt.', 'und 2 weitere Torrents'],
    [1000, '1.000 Daemons importieren', '1.000 Daemons sind hinzugefügt.', 'und 1.000 weitere Torrents'],
  ])('agree within German sentences, too: %d', (number, act, done, more) => {
    const { importWords, t } = tables.de
    expect([importWords.act(number), importWords.done(number), t.remove.more(number)].map(plain)).toEqual([
      act,
      done,
      more,
    ])
  })

  it.each([
    [1, '1 torrent of other accounts is not', '1 Torrent anderer Konten wird'],
    [2, '2 torrents of other accounts are not', '2 Torrents anderer Konten werden'],
    [1000, '1,000 torrents of other accounts are not', '1.000 Torrents anderer Konten werden'],
  ])('agree in the lines of history: %d', (number, english, german) => {
    expect(tables.en.sentences['history.hidden']({ number })).toContain(english)
    expect(plain(tables.de.sentences['history.hidden']({ number }))).toContain(german)
  })
})

describe('what was done to torrents', () => {
  const { results, verbs } = tables.de.t

  it('is told in whole German sentences', () => {
    expect(plain(results.all(verbs.pause.done, 3))).toBe('3 Torrents pausiert.')
    expect(plain(results.some(verbs.remove.past, 2, 5))).toBe('2 von 5 Torrents entfernt; 3 nicht.')
    expect(results.nothing(verbs.resume.past, 1)).toBe('Der Torrent wurde nicht fortgesetzt.')
    expect(plain(results.nothing(verbs.queue.past, 4))).toBe(
      'Keiner der 4 Torrents wurde in der Warteschlange verschoben.',
    )
  })
})
