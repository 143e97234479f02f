import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../../main/lib/fault.ts'
import type { Turns } from '../../../../main/lib/turns.ts'
import { readMessage, readMessageInTurns } from '../../../../main/wire/xmlrpc/reader.ts'
import type { XmlInput, XmlValue } from '../../../../main/wire/xmlrpc/values.ts'
import { writeAnswer, writeCall, writeFault } from '../../../../main/wire/xmlrpc/writer.ts'
import { mutate, random } from '../arbitrary.ts'

const limits = { maxDepth: 8, maxItems: 2_000, maxStringBytes: 4_000 }

/** What an answer with this inside means. */
function valueIn(inside: string | Uint8Array): XmlValue {
  const [before, after] = [
    '<?xml version="1.0"?>\r\n<methodResponse><params>\n<param>',
    '</param></params></methodResponse>',
  ]
  const message = readMessage(Buffer.concat([Buffer.from(before), Buffer.from(inside), Buffer.from(after)]), limits)
  if (message.kind !== 'answer') throw new Error(`This is no answer: ${message.kind}`)
  return message.value
}

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return error instanceof Fault ? error.code : String(error)
  }
  return 'none'
}

/** Any value that can be written, so that reading must give it back. */
const anyInput = fc.letrec<{ value: XmlInput }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .filter((text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)),
    fc.maxSafeInteger(),
    fc.uint8Array({ maxLength: 40 }),
    fc.array(tie('value'), { maxLength: 8 }),
    fc
      .array(fc.tuple(fc.constantFrom('a', '__proto__', 'faultCode', '<&>', ''), tie('value')), { maxLength: 5 })
      .map((members) => Object.assign(Object.create(null) as object, Object.fromEntries(members)) as XmlInput),
  ),
})).value

describe('what is written in XML-RPC', () => {
  it('is read again as it was', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 9, unit: 'grapheme-ascii' }),
        fc.array(anyInput, { maxLength: 4 }),
        (method, params) => {
          const message = readMessage(Buffer.from(writeCall(method, params)))
          expect(message).toEqual({ kind: 'call', method, params })
        },
      ),
      { numRuns: 300 },
    )
    expect(readMessage(Buffer.from(writeAnswer([1, 'x'])))).toEqual({ kind: 'answer', value: [1, 'x'] })
    const fault = { faultCode: -506, faultString: "Method 'x' not defined" }
    expect(readMessage(Buffer.from(writeFault(fault)))).toEqual({ kind: 'fault', fault })
  })

  it('is never what XML cannot hold: control characters, halves of characters, fractions', () => {
    for (const wrong of ['a\u0001', 'a\u001f', '\ud800', 0.5, Number.NaN, 2 ** 60, 2n ** 64n]) {
      expect(
        codeOf(() => writeCall('x', [wrong])),
        String(wrong),
      ).toBe('invalid')
    }
    expect(writeCall('x', ['\t\r\n'])).toContain('<string>\t&#13;\n</string>')
    expect(writeCall('x', [2 ** 31])).toContain('<i8>2147483648</i8>')
    expect(writeCall('x', [-(2 ** 31)])).toContain('<i4>-2147483648</i4>')
  })
})

describe('an answer in XML-RPC', () => {
  it.each([
    ['a number of any width', '<value><i8>1795219078809912</i8></value>', 1_795_219_078_809_912],
    ['a number with spaces and a sign', '<value><int> +7 </int></value>', 7],
    ['a number below zero', '<value><i4>-501</i4></value>', -501],
    [
      'a number that no other number can hold',
      '<value><i8>9223372036854775807</i8></value>',
      9_223_372_036_854_775_807n,
    ],
    ['a text without a type', '<value>plain &amp; &#x41;&#65;&lt;</value>', 'plain & AA<'],
    ['an empty text', '<value></value>', ''],
    ['an empty text in one tag', '<value><string/></value>', ''],
    ['an empty value in one tag', '<value/>', ''],
    ['a text with breaks', '<value><string>a\r\nb\nc</string></value>', 'a\r\nb\nc'],
    [
      'an entity that is none',
      '<value><string>&nope; &#xd800; &#x110000; & x</string></value>',
      '&nope; \ufffd \ufffd & x',
    ],
    ['yes and no', '<value><boolean>1</boolean></value>', true],
    ['a number with a fraction', '<value><double>-1.5e3</double></value>', -1500],
    ['nothing', '<value><nil/></value>', null],
    ['an empty list', '<value><array><data>\n</data></array></value>', []],
    ['a list with spaces between', '<value> <array> <data> <value><i4>1</i4></value> </data> </array> </value>', [1]],
    ['a tag with an attribute', '<value><string xml:space="preserve">a</string></value>', 'a'],
    ['a comment between', '<!-- x --><value><i4>1</i4></value>', 1],
  ])('holds %s', (_what, inside, value) => {
    expect(valueIn(inside)).toEqual(value)
  })

  it('holds bytes and structs', () => {
    expect(valueIn('<value><base64>AAEC\r\n/w==</base64></value>')).toEqual(Uint8Array.of(0, 1, 2, 255))
    const member = '<member><name>__proto__</name>\n<value><i4>1</i4></value></member>'
    const value = valueIn(`<value><struct>${member}</struct></value>`)
    expect(Object.entries(value as object)).toEqual([['__proto__', 1]])
    expect(Object.getPrototypeOf(value)).toBeNull()
  })

  it('is read whatever the names in it hold: control characters, bytes that are no text', () => {
    const list = (name: Uint8Array): Uint8Array =>
      Buffer.concat([
        Buffer.from('<value><array><data><value><string>'),
        name,
        Buffer.from('</string></value><value><string>another</string></value></data></array></value>'),
      ])
    expect(valueIn(list(Buffer.from('a\u0001\u001b[31m\u0000b')))).toEqual(['a\u0001\u001b[31m\u0000b', 'another'])
    expect(valueIn(list(Uint8Array.of(0x61, 0xff, 0xc3, 0x28, 0xf0, 0x9f)))).toEqual([
      'a\ufffd\ufffd(\ufffd',
      'another',
    ])
    expect(valueIn(list(Buffer.from(']]>日本😀')))).toEqual([']]>日本😀', 'another'])
  })

  it('that ends too early is none, wherever it ends', () => {
    const whole = Buffer.from(writeAnswer([['ABC', 'näme', 12, { a: [''] }]]))
    for (let end = 0; end < whole.length; end += 1) {
      expect(
        codeOf(() => readMessage(whole.subarray(0, end))),
        String(end),
      ).toBe('protocol')
    }
  })

  it.each([
    ['no XML', 'hello'],
    ['a page', '<html><body>404</body></html>'],
    ['nothing in it', '<methodResponse><params></params></methodResponse>'],
    ['a list that is closed as a struct', '<methodResponse><value><array></struct></value></methodResponse>'],
    ['a list that is never closed', '<methodResponse><value><array></value></methodResponse>'],
    ['a struct without names', '<methodResponse><value><struct><value>a</value></struct></value></methodResponse>'],
    ['a name without a struct', '<methodResponse><name>a</name></methodResponse>'],
    ['a word for a number', '<methodResponse><value><i4>one</i4></value></methodResponse>'],
    ['too many digits', '<methodResponse><value><i8>123456789012345678901</i8></value></methodResponse>'],
    ['another tag at the end', '<methodResponse><value><string>a</i4></value></methodResponse>'],
    ['a tag without end', `<methodResponse><${'a'.repeat(9_000)}`],
  ])('that is %s is refused', (_what, text) => {
    expect(codeOf(() => readMessage(Buffer.from(text), limits))).toBe('protocol')
  })

  it('with more than a sane one is too large: depth, values, one text', () => {
    expect(codeOf(() => valueIn('<value><array><data>'.repeat(9)))).toBe('too-large')
    expect(codeOf(() => valueIn('<value><i4>1</i4></value>'.repeat(2_001)))).toBe('too-large')
    expect(codeOf(() => valueIn(`<value>${'a'.repeat(4_001)}</value>`))).toBe('too-large')
  })

  it('that nobody meant ends in a value or a fault within the limits', () => {
    const pick = random(16)
    const seeds = [
      writeAnswer([['a', 1, ['b']], { faultCode: -501, faultString: 'x' }]),
      writeFault({ faultCode: 1, faultString: '&' }),
      writeCall('d.name', ['A', 2, Uint8Array.of(1, 2)]),
    ].map((text) => Buffer.from(text))
    for (let round = 0; round < 6_000; round += 1) {
      const bytes = mutate(seeds[round % seeds.length]!, pick)
      expect(['none', 'protocol', 'too-large']).toContain(codeOf(() => readMessage(bytes, limits)))
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(['none', 'protocol', 'too-large']).toContain(codeOf(() => readMessage(bytes, limits)))
      }),
    )
  })

  it('that is long is read in turns, and is the same', async () => {
    const lines = Array.from({ length: 3_000 }, (_each, index) => [`hash ${index}`, `näme ${index}`, index, ''])
    const bytes = Buffer.from(writeAnswer(lines))
    let turns = 0
    const counted: Turns = {
      next(run) {
        turns += 1
        setImmediate(run)
      },
    }
    expect(await readMessageInTurns(bytes, counted)).toEqual({ kind: 'answer', value: lines })
    expect(turns).toBeGreaterThanOrEqual(1)
  })
})
