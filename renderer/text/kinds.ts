import type { Way } from '../../preload/contract/address.ts'
import type { Kind } from '../../preload/contract/kinds.ts'
import { list } from './format.ts'
import { kindTable as words } from './words.ts'

/*
 * What is said of one kind of daemon: the general sentences, unless the table has one of its own beside the kind's id.
 * Nothing else in the window names a kind: all that it does follows from the kind's description.
 */
export interface KindWords {
  /** What a person must know to add one. */
  needs: string
  usernameHint: string
  /** What it means that a way to a daemon on another machine asks nobody who they are. */
  openToAll: string
  /** About the port of its web page, given where that of a daemon belongs. */
  webPortHint: (usualPort: number | null) => string
  /** How to be sure of a certificate that was never seen before. */
  certificateAdvice: string
  /** What prints that certificate; empty = nothing to be copied is known. */
  certificateCommand: string
  /** Where its own programs keep what can be taken over. */
  importNoneHint: string
  /** What its daemons tell of passwords, and what becomes of it. */
  accountsNote: string
  /** A folder as it may be; empty = there is none that says anything. */
  importFolderExample: string
}

/** What is the same in every language. */
const facts: Readonly<Record<string, Pick<KindWords, 'certificateCommand' | 'importFolderExample'>>> = {
  deluge: {
    certificateCommand: 'openssl x509 -in ssl/daemon.cert -noout -fingerprint -sha256',
    importFolderExample: '/mnt/old/.config/deluge',
  },
}

/** In the language of now: ask again where it may have changed. */
export function kindWords({ id, name, account }: Kind): KindWords {
  const own: Readonly<Record<string, Partial<KindWords>>> = words.own
  return {
    needs: words.needs[account],
    usernameHint: words.usernameHint[account],
    openToAll: words.openToAll,
    certificateAdvice: words.certificateAdvice,
    importNoneHint: words.importNoneHint(name),
    accountsNote: words.accountsNote,
    ...own[id],
    webPortHint: (usual) => words.webPortHint(name, usual),
    ...(facts[id] ?? { certificateCommand: '', importFolderExample: '' }),
  }
}

/** "One window over all of your Deluge and … daemons"; empty while no kind is known. */
export function kindNames(kinds: readonly Kind[]): string {
  return list(kinds.map(({ name }) => name))
}

/** What a person must know to add a first daemon, whichever of these kinds it is. */
export function needsOf(kinds: readonly Kind[]): string {
  const [first, ...others] = kinds
  return first && others.length === 0 ? kindWords(first).needs : words.needs.optional
}

/** The ways to a daemon, where a kind has several. */
export const wayNames: Readonly<Record<Way, string>> = words.ways
