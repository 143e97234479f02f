import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answer, ErrorCode } from '../../preload/contract/errors.ts'
import { Fault, toProblem } from '../lib/fault.ts'
import { plainPage } from './plain.ts'
import { announcesBody } from './raw.ts'

/** An Answer that says no. */
export function refusal(code: ErrorCode, message: string): Answer<never> {
  return { ok: false, error: toProblem(new Fault(code, message)) }
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
export function refuse(request: FastifyRequest, reply: FastifyReply, status: number, code: ErrorCode, text: string) {
  reply.code(status).header('cache-control', 'no-store')
  // Nobody reads on to find the end of a body that is not wanted, since it may have none.
  if (announcesBody(request)) reply.header('connection', 'close')
  if (request.url.startsWith('/api/')) return reply.send(refusal(code, text))
  return reply.type('text/html; charset=utf-8').send(plainPage(text))
}
