import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { lstatSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import type { Says } from '../../preload/contract/says.ts'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'
import type { KnownSecrets } from '../lib/redact.ts'
import { datedName, readOwn, writeWhole } from './files.ts'
import { storageFault } from './trouble.ts'

/*
 * Secrets where the system offers no safe of its own. They are encrypted under a random key in a file beside them,
 * both readable by their owner only. That keeps them out of a glance, a grep, the database, and a backup or a report
 * that took one of the two files; it does not keep them from somebody who can read the whole folder as this user.
 */
const keyName = 'secrets.key'
const secretsName = 'secrets.json'
const cipher = 'aes-256-gcm'
const keyBytes = 32
const ivBytes = 12
const tagBytes = 16
/** Room for some ten thousand passwords. */
const mostSecretsBytes = 8 * 1024 * 1024
const mostKeyBytes = 4 * 1024

const base64 = v.pipe(v.string(), v.base64())
const SealedSchema = v.object({ iv: base64, tag: base64, data: base64 })
type Sealed = v.InferOutput<typeof SealedSchema>
/** Pairs of name and entry; each entry is looked at on its own, so that a damaged one costs only itself. */
const FileSchema = v.object({ format: v.literal(1), secrets: v.array(v.tuple([v.string(), v.unknown()])) })

/** Where secrets are kept: a door knows the safest place of its system. The window never sees one. */
export interface Keeper {
  /** null = none kept under that name. Fails with Fault 'corrupt' when what is kept cannot be read. */
  get(name: string): Promise<string | null>
  /** Also the way out of 'corrupt': a file that cannot be read is set aside, and a new one begun. */
  set(name: string, secret: string): Promise<void>
  delete(name: string): Promise<void>
}

/** The same keeper; what it keeps and gives is known from then on to whoever strikes secrets out. */
export function knownTo(secrets: Pick<KnownSecrets, 'add'>, keeper: Keeper): Keeper {
  return {
    async get(name) {
      const secret = await keeper.get(name)
      if (secret !== null) secrets.add(secret)
      return secret
    },
    async set(name, secret) {
      secrets.add(secret)
      await keeper.set(name, secret)
    },
    delete: (name) => keeper.delete(name),
  }
}

/**
 * A keeper in files of the data folder. Everything inside is synchronous and small (a write is one fsync, when a
 * person types a password), so calls cannot overlap and none is lost.
 */
export function openFileKeeper(folder: string): Keeper {
  const place = resolve(folder)
  const keyPath = join(place, keyName)
  const secretsPath = join(place, secretsName)

  async function guarded<T>(doing: Says, work: () => T): Promise<T> {
    try {
      return work()
    } catch (error) {
      throw storageFault(error, doing, secretsPath)
    }
  }

  return {
    get: (name) =>
      guarded(say('doing.password.read'), () => {
        const sealed = readSecrets(secretsPath).get(name)
        return sealed === undefined ? null : unseal(name, sealed, readKey(keyPath), secretsPath)
      }),
    set: (name, secret) =>
      guarded(say('doing.password.keep'), () => {
        const secrets = orSetAside(secretsPath, () => readSecrets(secretsPath)) ?? new Map<string, unknown>()
        const key = orSetAside(keyPath, () => readKey(keyPath)) ?? makeKey(keyPath)
        secrets.set(name, seal(name, secret, key))
        writeSecrets(secretsPath, secrets)
      }),
    delete: (name) =>
      guarded(say('doing.password.forget'), () => {
        const secrets = orSetAside(secretsPath, () => readSecrets(secretsPath))
        if (secrets?.delete(name)) writeSecrets(secretsPath, secrets)
      }),
  }
}

function corrupt(path: string, how: 'damaged' | 'missing' | 'changed', cause?: unknown): Fault {
  return new Fault('corrupt', say(`password.${how}`, { path }), { retry: 'after-change', details: { path }, cause })
}

/** What `read` answers; when that cannot be read, sets the file aside (it may have gone) and answers null. */
function orSetAside<T>(path: string, read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'corrupt') throw error
    if (lstatSync(path, { throwIfNoEntry: false })) renameSync(path, datedName(path, 'corrupt', Date.now()))
    return null
  }
}

function readSecrets(path: string): Map<string, unknown> {
  const content = readOwn(path, mostSecretsBytes, say('doing.password.read'))
  if (content === null) return new Map()
  try {
    return new Map(v.parse(FileSchema, JSON.parse(content)).secrets)
  } catch (error) {
    throw corrupt(path, 'damaged', error)
  }
}

function writeSecrets(path: string, secrets: Map<string, unknown>): void {
  writeWhole(path, `${JSON.stringify({ format: 1, secrets: [...secrets] }, null, 2)}\n`)
}

function readKey(path: string): Buffer {
  const content = readOwn(path, mostKeyBytes, say('doing.password.key'))
  if (content === null) throw corrupt(path, 'missing')
  const key = Buffer.from(content, 'base64')
  if (key.length !== keyBytes) throw corrupt(path, 'damaged')
  return key
}

function makeKey(path: string): Buffer {
  const key = randomBytes(keyBytes)
  writeWhole(path, `${key.toString('base64')}\n`)
  return key
}

/** The name is sealed in as well, so that two entries cannot change places unnoticed. */
function seal(name: string, secret: string, key: Buffer): Sealed {
  const iv = randomBytes(ivBytes)
  const sealing = createCipheriv(cipher, key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(name, 'utf8'))
  const data = Buffer.concat([sealing.update(secret, 'utf8'), sealing.final()])
  return { iv: iv.toString('base64'), tag: sealing.getAuthTag().toString('base64'), data: data.toString('base64') }
}

function unseal(name: string, entry: unknown, key: Buffer, path: string): string {
  try {
    const { iv, tag, data } = v.parse(SealedSchema, entry)
    const opening = createDecipheriv(cipher, key, Buffer.from(iv, 'base64'), { authTagLength: tagBytes })
    opening.setAAD(Buffer.from(name, 'utf8')).setAuthTag(Buffer.from(tag, 'base64'))
    return Buffer.concat([opening.update(Buffer.from(data, 'base64')), opening.final()]).toString('utf8')
  } catch (error) {
    throw corrupt(path, 'changed', error)
  }
}
