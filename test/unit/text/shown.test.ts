import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isolated, isolatedPath, sentence, shown, spelledOut } from '../../../preload/text/shown.ts'

/** What no shown text may have in it, whatever it is made of. */
const forbidden =
  /[\p{Cc}\p{Cs}\p{NChar}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u3164]/u

/** Texts with more of what deceives in them than any text has. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u202e',
        '\u2066',
        '\u2068',
        '\u2069',
        '\u200b',
        '\u200d',
        '\ufe0f',
        '\u0000',
        '\u009b',
        '\ud800',
      ),
      fc.constantFrom('שלום', 'مرحبا', 'a', ' ', '\n', '\u0301', '👩', '\u{e0067}'),
    ),
  )
  .map((parts) => parts.join(''))

describe('a text from outside', () => {
  it('is shown as it is where nothing in it deceives', () => {
    for (const text of [
      '',
      'Debian 12.7 netinst',
      'Łódź – «Ω» 50 %',
      '映画',
      'ספר',
      'كتاب.pdf',
      'C:\\Films',
      '\ue000',
    ]) {
      expect(shown(text)).toBe(text)
    }
  })

  it('cannot turn the order of its letters', () => {
    expect(shown('holiday-\u202egpj.exe')).toBe('holiday-\ufffdgpj.exe')
    expect(shown('\u202ba\u202c \u2067b\u2069')).toBe('\ufffda\ufffd \ufffdb\ufffd')
  })

  it('has a sign where a control was, and stays on one line', () => {
    expect(shown('\u001b[31mred\u0007\u009b')).toBe('\ufffd[31mred\ufffd\ufffd')
    expect(shown('one\r\ntwo\u2028three\tfour\u0085')).toBe('one two three four ')
  })

  it('has nothing in it that is not seen', () => {
    expect(shown('pay\u200bp\u00ada\u2060l\ufeff')).toBe('paypal')
    expect(shown('\u200elatin\u200f')).toBe('latin')
    expect(shown('a\u3164b\u{e0041}')).toBe('ab')
  })

  it('keeps the joiners that a language or an emoji is written with', () => {
    for (const text of [
      'می\u200cخواهم',
      'क्\u200dष',
      '👩\u200d👩\u200d👧',
      '👨🏽\u200d💻',
      '❤\ufe0f',
      '1\ufe0f\u20e3',
      '葛\u{e0100}',
    ]) {
      expect(shown(text)).toBe(text)
    }
    const wales = '🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}'
    expect(shown(wales)).toBe(wales)
  })

  it('has no joiners where they mean nothing', () => {
    expect(shown('na\u200ds')).toBe('nas')
    expect(shown('na\u200cs\ufe0f\ufe0f')).toBe('nas\ufe0f')
    expect(shown('🏴\u{e0067}')).toBe('🏴')
  })

  it('cannot push its end out of sight with room, nor paint over its neighbours', () => {
    expect(shown(`photo.jpg${'\u00a0'.repeat(200)}.exe`)).toBe('photo.jpg .exe')
    expect(shown(`a${'\u0301'.repeat(100)}b`)).toBe(`a${'\u0301'.repeat(8)}b`)
  })

  it('is a sign where nothing of it can be seen', () => {
    for (const text of [' ', '\u200b', '\u2800\u2800', '\u3164', '\ud800']) expect(shown(text)).toBe('\ufffd')
  })

  it('has nothing forbidden in it whatever it was made of, and is not changed by being shown again', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const seen = shown(text)
        expect(seen.replaceAll(/[\u200c\u200d]/g, '')).not.toMatch(forbidden)
        expect(shown(seen)).toBe(seen)
      }),
    )
  })
})

describe('a text from outside in a sentence', () => {
  it('is isolated where it is written from right to left', () => {
    expect(isolated('nas')).toBe('nas')
    expect(isolated('נאס')).toBe('\u2068נאס\u2069')
    expect(isolatedPath('/srv/סרטים/ישן')).toBe('/srv/\u2068סרטים\u2069/\u2068ישן\u2069')
  })

  it('cannot leave its place', () => {
    expect(isolated('א\u2069 evil')).toBe('\u2068א\ufffd evil\u2069')
  })

  it('stays isolated when the sentence is looked at', () => {
    const text = `${isolated('שלום')}: ${isolated('עולם')}.`
    expect(sentence(text)).toBe(text)
    expect(sentence(`${text}\u202e`)).toBe(`${text}\ufffd`)
  })

  it('leaves no sentence open, whatever it was made of', () => {
    fc.assert(
      fc.property(hostile, hostile, (name, rest) => {
        const seen = sentence(`${isolated(name)} ${rest}`)
        expect(sentence(seen)).toBe(seen)
        const outside = seen.replaceAll(/\u2068[^\u2066-\u2069]*\u2069/g, '').replaceAll(/[\u200c\u200d]/g, '')
        expect(outside).not.toMatch(forbidden)
      }),
    )
  })
})

describe('a line of the log', () => {
  it('spells out what would do something to a terminal, and says the same', () => {
    const said = { name: 'a\u202eb\u009b31m\u{e0041}', path: '/ä/映' }
    const line = spelledOut(JSON.stringify(said))
    expect(line).toBe('{"name":"a\\u202eb\\u009b31m\\udb40\\udc41","path":"/ä/映"}')
    expect(JSON.parse(line)).toEqual(said)
  })
})

describe('a text that is isolated already', () => {
  it('stays as it is, and can hide nothing in there', () => {
    for (const name of ['plain', 'נמל', 'a\u202eb', 'ש\u0007ל']) expect(isolated(isolated(name))).toBe(isolated(name))
    expect(isolated('\u2068a\u202eb\u2069')).toBe('a\ufffdb')
    expect(isolated('\u2068ש\u2069\u202e\u2068ל\u2069')).toMatch(/^\u2068[^\u2066-\u2069\u202e]*\u2069$/)
  })
})
