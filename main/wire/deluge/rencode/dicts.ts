import type { WireDict } from './values.ts'

/**
 * Where decoded dicts come from. They have no prototype, so that hostile keys stay ordinary keys. Object.create(null)
 * would do, but such objects are hash tables from birth: 3.2 kB and 35 ns a key for a torrent of 78 keys, against
 * 0.7 kB and 16 ns for an object with room for its fields (Node 24). The engine plans that room from the assignments
 * it sees in a constructor and from the first instances, hence the constructors below, whose branch is only taken by
 * `prepare`. If an engine plans differently, dicts become slower and nothing else.
 */
type Room = new (prepare: boolean) => WireDict

/** For 3 to 6 pairs: files. */
// prettier-ignore
const Small = function (this: WireDict, prepare: boolean) {
  if (prepare) this.a = this.b = this.c = this.d = null
} as unknown as Room

/** For 7 to 24 pairs: a torrent with a short key list, trackers. */
// prettier-ignore
const Medium = function (this: WireDict, prepare: boolean) {
  if (prepare) this.a = this.b = this.c = this.d = this.e = this.f = this.g = this.h = this.i = this.j = this.k =
    this.l = this.m = this.n = this.o = this.p = null
} as unknown as Room

/** For 25 and more: a torrent with all keys, preferences. Dicts of thousands of ids turn into hash tables anyway. */
// prettier-ignore
const Large = function (this: WireDict, prepare: boolean) {
  if (prepare) this.a = this.b = this.c = this.d = this.e = this.f = this.g = this.h = this.i = this.j = this.k =
    this.l = this.m = this.n = this.o = this.p = this.q = this.r = this.s = this.t = this.u = this.v = this.w =
    this.x = this.y = this.z = this.aa = this.ab = this.ac = this.ad = this.ae = this.af = this.ag = this.ah =
    this.ai = this.aj = this.ak = this.al = this.am = this.an = this.ao = this.ap = this.aq = this.ar = this.as = null
} as unknown as Room

/** Below this, making and filling a hash table is quicker than taking an object's prototype away. */
const SMALL_FROM = 3
const MEDIUM_FROM = 7
const LARGE_FROM = 25
/** The engine settles an object's room after its first handful of instances. */
const PREPARED_INSTANCES = 16

function prepare(Kind: Room, fields: number): void {
  for (let i = 0; i < PREPARED_INSTANCES; i++) {
    const dict = Object.setPrototypeOf(new Kind(false), null) as WireDict
    for (let field = 0; field < fields; field++) dict[`room${field}`] = field
  }
}

prepare(Small, 4)
prepare(Medium, 24)
prepare(Large, 53)

/** An empty dict without prototype and with room for about `pairs` keys. */
export function newDict(pairs: number): WireDict {
  if (pairs < SMALL_FROM) return newTable()
  const dict = pairs < MEDIUM_FROM ? new Small(false) : pairs < LARGE_FROM ? new Medium(false) : new Large(false)
  return Object.setPrototypeOf(dict, null) as WireDict
}

/** An empty dict for keys that are all different, such as info-hashes: the hash table that it would become anyway. */
export function newTable(): WireDict {
  return Object.create(null) as WireDict
}
