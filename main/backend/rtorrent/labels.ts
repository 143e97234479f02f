/*
 * Labels stand in a free text field (custom1), percent-encoded by the convention of the web interfaces that everybody
 * has there. Programs that know nothing of it leave plain text, so what does not decode is the label as it stands.
 */

/** What the field holds, as a label. */
export function readLabel(kept: string): string {
  try {
    const label = decodeURIComponent(kept)
    return label.isWellFormed() ? label : kept
  } catch {
    return kept
  }
}

/** A label as the field holds it: letters that no XML-RPC of old daemons takes travel safely, too. */
export function writeLabel(label: string): string {
  return encodeURIComponent(label)
}
