import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller, Core } from '../core/core.ts'
import { refusal } from './guard.ts'
import type { Pages } from './pages.ts'
import { pageHeader } from './protocol.ts'

/** Makes the call in a request's body for its page, or for the program that sent it: a caller of its own. */
export async function answerCall(request: FastifyRequest, reply: FastifyReply, core: Core, pages: Pages) {
  reply.header('cache-control', 'no-store')
  const body = request.body
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return reply.code(400).send(refusal('invalid', 'A call is {"name": …, "args": …}.'))
  }
  const { name, args } = body as { name?: unknown; args?: unknown }
  const pageId = request.headers[pageHeader]
  if (pageId === undefined) return callAlone(core, name, args)
  const page = typeof pageId === 'string' ? pages.find(pageId) : undefined
  if (!page) return refusal('unauthorized', 'This page is no longer connected: reload it.')
  return page.caller.call(name, args)
}

async function callAlone(core: Core, name: unknown, args: unknown) {
  const caller: Caller = core.enter('program')
  try {
    return await caller.call(name, args)
  } finally {
    caller.leave()
  }
}
