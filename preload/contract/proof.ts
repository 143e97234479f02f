/*
 * The second proof of a page behind the web door. Browsers send a cookie to every port of a host, so whoever listens on
 * another port of this machine can come by it; what is kept in an origin's storage stays with that origin, port and all.
 */

/** The request header in which a page's calls carry it. */
export const proofHeader = 'x-estuary-proof'

/** Where the page keeps it, in localStorage: a reload and a second tab have it, too. */
export const proofPlace = 'estuary.proof'
