import { Late } from '../../data/late.svelte.ts'

/** Everything that opens over the list of daemons, and that list itself; each is fetched late. */
export const daemonDialogs = {
  form: new Late(async () => (await import('./DaemonForm.svelte')).default),
  list: new Late(async () => (await import('./DaemonsDialog.svelte')).default),
  review: new Late(async () => (await import('./CertificateReview.svelte')).default),
  decide: new Late(async () => (await import('./TwinDialog.svelte')).default),
  folders: new Late(async () => (await import('./FoldersDialog.svelte')).default),
  remove: new Late(async () => (await import('./RemoveDaemon.svelte')).default),
}
