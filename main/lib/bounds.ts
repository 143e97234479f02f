import { mostFiles } from '../../preload/contract/files.ts'

const KiB = 1024
const MiB = 1024 * KiB

/*
 * The one place that says how much of what comes from outside is taken, and how much of it is worked through before
 * everybody else gets a turn. Beyond a bound nothing breaks: what is too much is left out, said, and read again later.
 * How many torrents are taken of one daemon is the person's to say (settings, rowsPerDaemon); what a torrent file, a
 * magnet link and an imported file may hold is said where they are read, because the window reads them, too.
 */

/** What one message of a peer may hold before it has logged us in: greetings, logins and refusals are small. */
export const greetingFrame = Object.freeze({
  /** Lists and dicts inside each other. */
  maxDepth: 16,
  /** Values, keys included; a list or dict counts for CONTAINER_ITEMS. */
  maxItems: 10_000,
  /** Bytes of one string. */
  maxStringBytes: 256 * KiB,
  /** Announced length, compressed. */
  maxFrameBytes: 256 * KiB,
  /** Length after inflation. */
  maxInflatedBytes: MiB,
  /** Keys of one dict. */
  maxKeys: 1_000,
})

/**
 * The same behind the login. Nothing is asked for that is bigger than a list of all torrents or a map of pieces: a list
 * of 500,000 hashes is 20 MiB inflated, 10 MiB compressed and 500,000 values; two million pieces are 2 MiB and as many
 * values. Measured: 10,000 torrents with all keys in one answer are 1.8 MiB compressed, 26 MiB inflated
 * and 6.3 million values as they are counted here; a slice of 500 with all fields is a twentieth of that.
 */
export const sessionFrame = Object.freeze({
  maxDepth: 100,
  maxItems: 3_000_000,
  maxStringBytes: MiB,
  maxFrameBytes: 32 * MiB,
  maxInflatedBytes: 64 * MiB,
  // At most 600 torrents are asked for at once.
  maxKeys: 100_000,
})

/**
 * What one answer in XML may hold. Measured: 5,000 torrents with 15 fields are 2.8 MB and 80,000 values, so this is for
 * a hundred thousand of them with as many fields; a map of two million pieces is a text of 512 KiB.
 */
export const xmlMessage = Object.freeze({
  /** Lists and structs inside each other: fields of torrents within a list within an answer of many have 5. */
  maxDepth: 16,
  maxItems: 3_000_000,
  maxStringBytes: MiB,
  /** The whole answer, and the lines before it. */
  maxBytes: 96 * MiB,
  maxHeaderBytes: 8 * KiB,
})

/** Requests of a protocol that has one at a time. */
export const requests = Object.freeze({
  /** Of so many calls together: some 20 ms of a daemon that does nothing else meanwhile. */
  bytes: 256 * KiB,
  /** What a daemon takes that did not say it. */
  usualBytes: 512 * KiB,
  /** A limit below this is none that a daemon can be asked with. */
  leastBytes: 4 * KiB,
  /** Of each urgency; nobody waits behind more. */
  waiting: 500,
  deadlineMs: 30_000,
})

/** Units of UTF-16 that are kept of a text; what is cut is a copy, so that nothing keeps the whole alive. */
export const longest = Object.freeze({
  /** A file's name has 255 bytes on most disks; torrents are called more than that now and then. */
  name: 1_024,
  /** What a torrent's or a tracker's trouble is. */
  status: 512,
  /** A path, and an address of a tracker. */
  path: 4_096,
  comment: 2_048,
  /** Label, owner, host of a tracker, version. */
  word: 256,
  /** A sentence of a daemon's, of a failure's. */
  message: 1_000,
  traceback: 4_000,
})

/** Facts beside a failure: they cross to windows again and again, and into the log. */
export const facts = Object.freeze({
  /** Entries of one list or dict; what is left out is counted. */
  entries: 16,
  depth: 3,
  /** Characters of one text, traceback apart. */
  text: longest.message,
  /** Characters of all texts together. */
  allText: 12_000,
})

/** Lists. */
export const lists = Object.freeze({
  /** Torrents of one daemon's list that are looked at: as many as rowsPerDaemon may be set to. */
  hashes: 500_000,
  /** libtorrent makes and takes no torrent of more pieces (2 MiB of them, 32 TiB at 16 MiB each). */
  pieces: 2_097_152,
  /** Stretches of equal pieces: a screen has less points. Of more, neighbours are told as one. */
  pieceRuns: 4_096,
  /** Accounts of one daemon: a family has five, a large seedbox some dozens. */
  accounts: 1_000,
  /** Files of one torrent: some 10 values each in a daemon's answer, 1,000,000 of the 3,000,000 that a message may hold. */
  files: mostFiles,
  /** Files in one message to a window, as long as their paths are not more than turn.rowText together. */
  filesInPart: 5_000,
  /** Folders that a path may go on with: nobody looks through more, and a further letter makes them fewer. */
  folders: 200,
})

/** All daemons' rows together, as they are counted in memory (Rows): texts twice, since half of them may need it. */
export const rowBytes = Object.freeze({
  /** A row without its texts. */
  each: 600,
  /** A daemon that has less than its share of this may always take more. Honest rows have 1 kB: some 500,000. */
  all: 512 * MiB,
})

/** What a daemon says by itself. */
export const signals = Object.freeze({
  /**
   * So many in a second are followed: a daemon with 10,000 torrents was seen to send 20,001 within seconds of its
   * start. A burst of more (100,000 torrents that tell of themselves) costs less when everything is read anew.
   */
  perSecond: 20_000,
  /** Named torrents that wait to be read; of more, everything is. */
  touched: 20_000,
  /** Heard before there was anybody to hear it. */
  early: 30_000,
  /** Hashes remembered as removed, against answers that are late; no answer is later than that many removals. */
  gone: 10_000,
  /** After so long without a flood everything is read again. */
  calmMs: 2_000,
})

/** Messages that cannot be read: one is skipped, and so many within the time end the connection, whatever comes between. */
export const nonsense = Object.freeze({ messages: 20, withinMs: 60_000, firstWaitMs: 5_000, longestWaitMs: 300_000 })

/** Lines of history. */
export const history = Object.freeze({
  /** Kept of one daemon: the oldest go, and never those of another. */
  perDaemon: 10_000,
  /** Taken of one daemon in a minute: more would push out itself. */
  perMinute: 10_000,
  /** Kept of what was done from here: some kB each at most. */
  deeds: 20_000,
})

/** What stands in the audit of one deed: some kB at most. */
export const audit = Object.freeze({
  daemons: 20,
  torrents: 20,
  /** Torrents whose values before are compared. */
  rowsLookedAt: 1_000,
  changes: 40,
  /** Reasons why something was not done. */
  failures: 10,
  /** Characters of one value, of the name of a field, and of all arguments together. */
  text: 500,
  word: longest.word,
  arguments: 4_000,
  /** Entries of one list or table among the arguments, and how deep they go. */
  entries: 20,
  depth: 5,
})

/** What people were told of, or are to be told of later. */
export const notices = Object.freeze({
  /** Marks kept of one daemon: what was told goes first, then the oldest. */
  perDaemon: 500,
  /** What waits to be told together: of more only the number is told. */
  waiting: 5_000,
})

/**
 * Torrent files that were added here. All of them are looked through at each start, as everything in the database is,
 * so there are not too many: most have less than 100 KiB.
 */
export const keptFiles = Object.freeze({ number: 5_000, bytes: 64 * MiB, eachBytes: 8 * MiB })

/** Torrent files that are saved in one go are in memory together. */
export const savedTogether = Object.freeze({ bytes: 32 * MiB })

/** Lines of the log. */
export const logLines = Object.freeze({
  /** From one daemon in a minute, and from the whole program; then their number. */
  perDaemon: 60,
  all: 600,
  withinMs: 60_000,
})

/** The last lines of the log, for windows to read. */
export const logBook = Object.freeze({
  lines: 10_000,
  /** Of all of them together. */
  characters: 4 * MiB,
  /** Of a line's words, and of its facts. */
  text: longest.traceback * 2,
})

/**
 * What is worked through before everybody else gets a turn: some 5 ms each, so that nobody waits 50 ms where several
 * come together. Counted, because time says more about the machine than about the work.
 */
export const turn = Object.freeze({
  /** Messages taken from one connection. */
  messages: 100,
  /** Bytes inflated, or joined, or decoded at once: a slice of 600 torrents has some 300 KiB. */
  bytes: 512 * KiB,
  /** Compressed bytes given to inflation at once: a thousand times as many may come out. */
  compressedBytes: KiB,
  /** Values decoded at once: a slice of 600 torrents has some 30,000. */
  itemsAtOnce: 100_000,
  /** Values decoded in a turn of a message that has more. */
  items: 10_000,
  /** Things of a list looked at. */
  listItems: 20_000,
  /** Rows changed, dropped or told of. */
  rows: 1_000,
  /** Characters of rows in one message to a window. */
  rowText: 512 * KiB,
})
