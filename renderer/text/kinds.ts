import type { Way } from '../../preload/contract/address.ts'
import type { Kind } from '../../preload/contract/kinds.ts'

/*
 * What is said of one kind of daemon. The general sentences hold for every kind; a kind of which there is more to say
 * has that beside its id. Nothing else in the window names a kind: all that it does follows from the kind's description.
 */
export interface KindWords {
  /** What a person must know to add one. */
  needs: string
  usernameHint: string
  /** About the port of its web page, given where that of a daemon belongs. */
  webPortHint: (usualPort: number | null) => string
  /** How to be sure of a certificate that was never seen before. */
  certificateAdvice: string
  /** What prints that certificate; empty = nothing to be copied is known. */
  certificateCommand: string
  /** Where its own programs keep what can be taken over. */
  importNoneHint: string
  /** A folder as it may be; empty = there is none that says anything. */
  importFolderExample: string
}

const needsAddress = 'You need its address.'
const needsAccount = 'You need its address, and the name and password of an account on it.'
const needsPerhaps = 'You need its address, and the name and password of an account where it asks for one.'

const accountWords: Record<Kind['account'], Pick<KindWords, 'needs' | 'usernameHint'>> = {
  required: { needs: needsAccount, usernameHint: 'Of an account on the daemon.' },
  optional: { needs: needsPerhaps, usernameHint: 'Only where the daemon asks for one.' },
  none: { needs: needsAddress, usernameHint: '' },
}

function general({ name, account }: Kind): KindWords {
  return {
    ...accountWords[account],
    webPortHint: (usual) =>
      `That is the port of ${name}’s web page.${usual === null ? '' : ` Daemons usually listen at ${usual}.`}`,
    certificateAdvice: 'To be sure, compare it with the fingerprint of the certificate on the daemon’s machine.',
    certificateCommand: '',
    importNoneHint: `If ${name} keeps its configuration elsewhere, name that folder.`,
    importFolderExample: '',
  }
}

const own: Readonly<Record<string, Partial<KindWords>>> = {
  deluge: {
    needs: 'You need its address, and the name and password of an account in the daemon’s auth file.',
    usernameHint: 'From the daemon’s auth file.',
    certificateAdvice:
      'To be sure, compare it with what this prints in Deluge’s configuration folder on the daemon’s machine:',
    certificateCommand: 'openssl x509 -in ssl/daemon.cert -noout -fingerprint -sha256',
    importNoneHint:
      'If Deluge keeps its configuration elsewhere, name that folder. It is the one with hostlist.conf or auth in it.',
    importFolderExample: '/mnt/old/.config/deluge',
  },
}

export function kindWords(kind: Kind): KindWords {
  return { ...general(kind), ...own[kind.id] }
}

const lists = new Intl.ListFormat('en-GB')

/** "One window over all of your Deluge and … daemons"; empty while no kind is known. */
export function kindNames(kinds: readonly Kind[]): string {
  return lists.format(kinds.map(({ name }) => name))
}

/** What a person must know to add a first daemon, whichever of these kinds it is. */
export function needsOf(kinds: readonly Kind[]): string {
  const [first, ...others] = kinds
  return first && others.length === 0 ? kindWords(first).needs : needsPerhaps
}

/** The ways to a daemon, where a kind has several. */
export const wayNames: Record<Way, string> = {
  tls: 'Host and port, encrypted',
  tcp: 'Host and port',
  unix: 'Socket on this machine',
  url: 'Web address',
}
