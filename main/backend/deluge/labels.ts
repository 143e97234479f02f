import { say } from '../../../preload/words/sentences.ts'
import { longest } from '../../lib/bounds.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import type { Requests } from './requests.ts'
import { asText, itemsOf } from './shapes.ts'

/** Labels that are offered: more than anybody could look through. */
const mostLabels = 5_000

/**
 * The labels that there are; null = the plugin is off. Whether it is on is asked first, because 1.3 never answers a
 * method that it does not have.
 * @throws Fault as every call
 */
export async function readLabels(requests: Requests): Promise<string[] | null> {
  const plugins = await requests.call({ method: 'core.get_enabled_plugins' })
  if (!itemsOf(plugins, 'plugins').includes('Label')) return null
  const labels = itemsOf(await requests.call({ method: 'label.get_labels' }), 'labels')
  return labels.slice(0, mostLabels).flatMap((label) => asText(label, longest.word) || [])
}

/** Makes sure that torrents can be given this label (empty = none); answers why not. */
export async function prepareLabel(requests: Requests, label: string): Promise<Fault | null> {
  if (!/^[a-z0-9_-]*$/.test(label)) return new Fault('invalid', say('options.badLabel', { daemon: requests.daemon }))
  try {
    const labels = await readLabels(requests)
    if (!labels) return labelsOffFault(requests)
    if (label === '' || labels.includes(label)) return null
    const [refusal] = await requests.ask([{ method: 'label.add', args: [label], changing: true }])
    if (!(refusal instanceof Fault)) return null
    // Of several torrents with a new label, another one may have made it meanwhile.
    return (await readLabels(requests))?.includes(label) ? null : refusal
  } catch (error) {
    return asFault(error)
  }
}

export function labelsOffFault({ daemon }: Requests): Fault {
  return new Fault('incompatible', say('options.noLabels', { daemon }), { retry: 'after-change' })
}
