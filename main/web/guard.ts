import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Says } from '../../preload/contract/says.ts'
import type { Language } from '../../preload/contract/settings.ts'
import { chooseLanguage } from '../../preload/words/language.ts'
import type { Answer, ErrorCode } from '../../preload/contract/errors.ts'
import { Fault, toProblem } from '../lib/fault.ts'
import { plainPage } from './plain.ts'
import { announcesBody } from './raw.ts'

/** An Answer that says no. */
export function refusal(code: ErrorCode, what: Says): Answer<never> {
  return { ok: false, error: toProblem(new Fault(code, what)) }
}

/** The two names of this machine under which the door may be called. */
const names = ['127.0.0.1', 'localhost']

/**
 * Whether the Host header names this door. A page of a foreign site whose name was re-pointed at 127.0.0.1 (DNS
 * rebinding) sends its own name here.
 */
export function isOurHost(host: string | undefined, port: number): boolean {
  return names.some((name) => host === `${name}:${port}` || (port === 80 && host === name))
}

/** Whether a request comes from a page of this door itself. */
export function isOurOrigin(request: FastifyRequest, further: readonly string[]): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return false
  return origin === `http://${host ?? ''}` || further.includes(origin)
}

/** Browsers always say where a POST comes from; a program without a browser (curl) says nothing at all. */
export function saysNothingOfItsOrigin(request: FastifyRequest): boolean {
  return request.headers.origin === undefined && request.headers['sec-fetch-site'] === undefined
}

/** Refuses in the form that fits: data under /api/, a plain page elsewhere. */
export function refuse(request: FastifyRequest, reply: FastifyReply, status: number, code: ErrorCode, what: Says) {
  reply.code(status).header('cache-control', 'no-store')
  // Nobody reads on to find the end of a body that is not wanted, since it may have none.
  if (announcesBody(request)) reply.header('connection', 'close')
  if (request.url.startsWith('/api/')) return reply.send(refusal(code, what))
  return reply.type('text/html; charset=utf-8').send(plainPage(what, languageOf(request)))
}

/** The language of whoever asks: a door without a window knows of no other choice. */
export function languageOf({ headers }: Pick<FastifyRequest, 'headers'>): Language {
  const tags = (headers['accept-language'] ?? '').slice(0, 200).split(',')
  return chooseLanguage(
    'system',
    tags.map((tag) => tag.replace(/;.*/, '').trim()),
  )
}
