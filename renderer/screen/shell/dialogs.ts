import { Late } from '../../data/late.svelte.ts'

/** The dialogs over the list, by what they do; each is fetched late. */
export const dialogTable = {
  add: new Late(async () => (await import('../add/AddDialog.svelte')).default),
  palette: new Late(async () => (await import('../palette/Palette.svelte')).default),
  remove: new Late(async () => (await import('../remove/RemoveDialog.svelte')).default),
  label: new Late(async () => (await import('../label/LabelDialog.svelte')).default),
  options: new Late(async () => (await import('../options/OptionsDialog.svelte')).default),
  move: new Late(async () => (await import('../move/MoveDialog.svelte')).default),
  rename: new Late(async () => (await import('../rename/RenameDialog.svelte')).default),
  mass: new Late(async () => (await import('../mass/MassDialog.svelte')).default),
  shortcuts: new Late(async () => (await import('../shortcuts/ShortcutsDialog.svelte')).default),
  log: new Late(async () => (await import('../log/LogDialog.svelte')).default),
  transfer: new Late(async () => (await import('../transfer/TransferDialog.svelte')).default),
  import: new Late(async () => (await import('../import/ImportDialog.svelte')).default),
}
