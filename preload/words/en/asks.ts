/**
 * What the contract says of arguments that do not fit, word for word: it knows nothing of the catalogue, and its
 * sentences are found in here by their English.
 */
export const asks = {
  'ask.host': 'Give a host name or an IP address.',
  'ask.host.length': 'A host name has at most 255 characters.',
  'ask.host.signs': 'A host name has no spaces, slashes or brackets.',
  'ask.port': 'A port is a number from 1 to 65535.',
  'ask.path.length': 'A path has at most 4096 characters.',
  'ask.path': 'Give the whole path of the socket.',
  'ask.url.length': 'An address has at most 2048 characters.',
  'ask.url': 'An address begins with http:// or https://',
  'ask.kind': 'That is not a kind of daemon.',
  'ask.username': 'Give the user name of an account on the daemon.',
  'ask.username.length': 'A user name has at most 256 characters.',
  'ask.password': 'Give the account’s password.',
  'ask.password.length': 'A password has at most 1024 characters.',
  'ask.name': 'Give the daemon a name.',
  'ask.name.length': 'A name has at most 100 characters.',
  'ask.fingerprint': 'That is not a SHA-256 fingerprint.',
  'ask.folder': 'Give the folder to look in.',
  'ask.daemon': 'Choose a daemon first.',
  'ask.daemon.id': 'That is not a daemon’s id.',
  'ask.torrent': 'Choose a torrent first.',
  'ask.torrents': 'Choose fewer torrents.',
  'ask.torrent.hash': 'That is not a torrent’s info-hash.',
  'ask.torrent.key': 'That is not a torrent’s key.',
  'ask.magnet': 'A magnet link begins with magnet:?',
  'ask.file.name': 'That is no name for a file of Estuary’s.',
  'ask.transfer.size': 'That file is too large to be one of Estuary’s settings.',
  'ask.file.size': 'That file is too large to be a torrent file.',
} as const
