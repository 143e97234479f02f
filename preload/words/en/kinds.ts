/**
 * What is said of kinds of daemons. The general sentences hold for every kind; a kind of which there is more to say has
 * that beside its id.
 */
export const kindTable = {
  /** By whether the kind wants an account. */
  needs: {
    required: 'You need its address, and the name and password of an account on it.',
    optional: 'You need its address, and the name and password of an account where it asks for one.',
    none: 'You need its address.',
  },
  usernameHint: {
    required: 'Of an account on the daemon.',
    optional: 'Only where the daemon asks for one.',
    none: '',
  },
  webPortHint: (kind: string, usual: number | null) =>
    `That is the port of ${kind}’s web page.${usual === null ? '' : ` Daemons usually listen at ${usual}.`}`,
  certificateAdvice: 'To be sure, compare it with the fingerprint of the certificate on the daemon’s machine.',
  importNoneHint: (kind: string) => `If ${kind} keeps its configuration elsewhere, name that folder.`,
  accountsNote: 'What a daemon tells of passwords is dropped at once.',
  /** The ways to a daemon, where a kind has several. */
  ways: {
    tls: 'Host and port, encrypted',
    tcp: 'Host and port',
    unix: 'Socket on this machine',
    url: 'Web address',
  },
  own: {
    deluge: {
      accountsNote: 'Deluge sends admins every password as plain text; Estuary drops them at once.',
      needs: 'You need its address, and the name and password of an account in the daemon’s auth file.',
      usernameHint: 'From the daemon’s auth file.',
      certificateAdvice:
        'To be sure, compare it with what this prints in Deluge’s configuration folder on the daemon’s machine:',
      importNoneHint:
        'If Deluge keeps its configuration elsewhere, name that folder. It is the one with hostlist.conf or auth in it.',
    },
  },
} as const
