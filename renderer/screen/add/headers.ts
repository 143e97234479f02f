import type { Header } from '../../../preload/contract/adding.ts'
import { mostHeaders } from '../../../preload/contract/adding.ts'

/**
 * Headers as they are copied out of a browser: "Name: value" in lines; a line of cookies alone ("a=1; b=2") is one, too.
 * null = a line is neither, or there are too many.
 */
export function readHeaders(text: string): Header[] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const headers = lines.map(readLine)
  return headers.length <= mostHeaders && headers.every((header) => header !== null) ? headers : null
}

function readLine(line: string): Header | null {
  const [, name, value = ''] = /^([!#$%&'*+.^_`|~0-9a-z-]{1,100}):\s*(.*)$/i.exec(line) ?? []
  if (name !== undefined) return value === '' || value.length > 8_192 ? null : { name, value }
  return /^[^\s=;]+=[^;]*(;\s*[^\s=;]+=[^;]*)*;?$/.test(line) && line.length <= 8_192
    ? { name: 'Cookie', value: line }
    : null
}
