import type { Bridge } from '../../../preload/contract/bridge.ts'
import type { Answer } from '../../../preload/contract/errors.ts'
import type { PlaceInTime } from '../../../preload/contract/events.ts'
import { download } from '../../data/files.ts'
import { language } from '../../text/language.svelte.ts'
import type { Choice } from './choice.svelte.ts'

/**
 * Saves what is listed as a file: where the person says in the desktop window, else as the browser does with downloads.
 * @returns what the file is called; null = the person did not want it any more
 */
export async function exportList(bridge: Bridge, choice: Choice, form: 'csv' | 'json'): Promise<Answer<string | null>> {
  const { list } = choice
  const narrowed = list === 'events' ? choice.wanted : choice.deedsWanted
  const wanted = { list, form, ...narrowed, language: language.current }
  const answer = await bridge.call('events.save', wanted)
  if (!answer.ok) return answer
  const { how, name } = answer.value
  if (how !== 'yours') return { ok: true, value: how === 'saved' ? name : null }
  const parts: string[] = []
  for (let before: PlaceInTime | null | undefined; before !== null;) {
    const part = await bridge.call('events.export', before ? { ...wanted, before } : wanted)
    if (!part.ok) return part
    parts.push(part.value.text)
    before = part.value.next
  }
  download(name, parts)
  return { ok: true, value: name }
}
