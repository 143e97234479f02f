/*
 * How much is taken from what somebody else wrote. Names and texts that are longer are cut; addresses are left out,
 * because a cut one is another one.
 */
export const longestNameBytes = 1024
export const longestCommentBytes = 8192
export const longestAddressBytes = 4096
/** Of a file or a magnet link; of web seeds as many. */
export const mostTrackers = 500
/** Files that are listed by name; those beyond are counted only. */
export const mostListedFiles = 100_000
/** Folders on the way to a file, and itself. */
export const mostPathParts = 100
/** Parameters of a magnet link. */
export const mostParameters = 2000
/** In which a magnet link says what files are wanted. */
export const mostFileRanges = 10_000
