import { createPrivateKey, generateKeyPair, randomBytes, sign, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'

/** A daemon's key and certificate, as TLS options take them, and the fingerprint that a client pins. */
export interface Identity {
  key: string
  cert: string
  /** SHA-256 of the DER form, upper-case hex pairs with colons. */
  fingerprint: string
}

const THREE_YEARS_MS = 3 * 365 * 24 * 3600 * 1000
const DAEMON_NAME = 'Deluge Daemon'

// Object identifiers, already in DER.
const RSA_WITH_SHA256 = Buffer.from('06092a864886f70d01010b', 'hex')
const COMMON_NAME = Buffer.from('0603550403', 'hex')
const NULL = Buffer.from('0500', 'hex')

/** Tag, length, value: the one shape that all of DER has. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(parts)
  const length = value.length
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), value])
  const digits = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...digits]), value])
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts)

function name(commonName: string): Buffer {
  return sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(commonName)))))
}

/** UTCTime, e.g. 261120235248Z: enough until 2049. */
function time(at: number): Buffer {
  const text = new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14)
  return der(0x17, Buffer.from(`${text}Z`))
}

const makeKeys = promisify(generateKeyPair)

interface Keys {
  key: string
  spki: Buffer
}

/** RSA keys cost about 100 ms each, so a process makes a few and gives them out in turn. */
const KEYS_PER_PROCESS = 4
const kept: Promise<Keys>[] = []
let handedOut = 0

async function freshKeys(): Promise<Keys> {
  const pair = await makeKeys('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { key: pair.privateKey, spki: pair.publicKey }
}

function someKeys(): Promise<Keys> {
  const turn = handedOut++ % KEYS_PER_PROCESS
  return (kept[turn] ??= freshKeys())
}

/**
 * A self-signed certificate like the one a daemon makes at its first start (observed on Deluge 2.0.3 to 2.2.0): X.509
 * version 1, serial 0, CN "Deluge Daemon", no alternative names, RSA-2048 with SHA-256, three years. Certificates
 * differ in their first second, so that two daemons never share a fingerprint.
 */
export async function makeIdentity(now: number = Date.now()): Promise<Identity> {
  const { key, spki } = await someKeys()
  const from = now - 1000 * (1 + (randomBytes(4).readUInt32BE() % 30_000_000))
  const algorithm = sequence(RSA_WITH_SHA256, NULL)
  const body = sequence(
    der(0x02, Buffer.from([0])),
    algorithm,
    name(DAEMON_NAME),
    sequence(time(from), time(from + THREE_YEARS_MS)),
    name(DAEMON_NAME),
    spki,
  )
  const signature = sign('sha256', body, createPrivateKey(key))
  const whole = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature))
  const cert = new X509Certificate(whole)
  return { key, cert: cert.toString(), fingerprint: cert.fingerprint256 }
}
