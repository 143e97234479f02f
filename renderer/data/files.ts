import type { Bridge } from '../../preload/contract/bridge.ts'
import type { Answer } from '../../preload/contract/errors.ts'

/** A browser has begun to save by then, whatever it asks first. */
const keptMs = 60_000

/**
 * Saves a text as a file: where the person says in the desktop window, else as the browser does with downloads.
 * @returns whether it was saved; a browser does not tell more than that it has begun
 */
export async function saveFile(bridge: Bridge, name: string, content: string): Promise<Answer<boolean>> {
  const answer = await bridge.call('app.saveFile', { name, content })
  if (!answer.ok) return answer
  if (answer.value === 'yours') download(name, [content])
  return { ok: true, value: answer.value !== 'declined' }
}

/** Lets the browser save a text, or bytes, in parts. */
export function download(name: string, parts: readonly (string | Uint8Array<ArrayBuffer>)[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), keptMs)
}
