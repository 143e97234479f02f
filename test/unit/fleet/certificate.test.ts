import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeIdentity } from '../../fleet/certificate.ts'

const real = new X509Certificate(readFileSync(join(import.meta.dirname, '../../vectors/deluge/daemon-certificate.der')))

/** The version field is optional and absent in version 1: the body's first item is then the serial number. */
const firstInBody = (certificate: X509Certificate): number | undefined => certificate.raw[8]

describe('A simulated daemon’s certificate', () => {
  it('looks like that of a real daemon: version 1, serial 0, self-signed, without alternative names', async () => {
    const made = new X509Certificate((await makeIdentity()).cert)
    expect(made.subject).toBe(real.subject)
    expect(made.issuer).toBe(real.issuer)
    expect(made.serialNumber).toBe(real.serialNumber)
    expect(made.subjectAltName).toBe(real.subjectAltName)
    expect(made.raw.length).toBe(real.raw.length)
    expect(firstInBody(made)).toBe(firstInBody(real))
    expect(firstInBody(made)).toBe(0x02)
    expect(made.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048)
  })

  it('is signed by its own key and valid today for three years', async () => {
    const identity = await makeIdentity()
    const made = new X509Certificate(identity.cert)
    expect(made.verify(made.publicKey)).toBe(true)
    expect(made.checkPrivateKey(createPrivateKey(identity.key))).toBe(true)
    const [from, to] = [Date.parse(made.validFrom), Date.parse(made.validTo)]
    expect(from).toBeLessThan(Date.now())
    expect(to).toBeGreaterThan(Date.now())
    expect(to - from).toBe(3 * 365 * 86_400_000)
  })

  it('is another one for every daemon, though keys are used again', async () => {
    const made = await Promise.all(Array.from({ length: 9 }, () => makeIdentity()))
    expect(new Set(made.map(({ fingerprint }) => fingerprint)).size).toBe(9)
    expect(new Set(made.map(({ key }) => key)).size).toBeLessThan(9)
    for (const { cert, fingerprint } of made) expect(new X509Certificate(cert).fingerprint256).toBe(fingerprint)
  })
})
