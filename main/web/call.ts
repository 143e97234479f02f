import type { FastifyReply, FastifyRequest } from 'fastify'
import { say } from '../../preload/words/sentences.ts'
import type { Caller, Core } from '../core/core.ts'
import { refusal } from './guard.ts'
import type { Pages } from './pages.ts'
import { pageHeader } from './protocol.ts'

/** Makes the call in a request's body for its page, or for the program that sent it: a caller of its own. */
export async function answerCall(request: FastifyRequest, reply: FastifyReply, core: Core, pages: Pages) {
  reply.header('cache-control', 'no-store')
  const body = request.body
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return reply.code(400).send(refusal('invalid', say('door.call')))
  }
  const { name, args } = body as { name?: unknown; args?: unknown }
  const pageId = request.headers[pageHeader]
  if (pageId === undefined) return callAlone(core, name, args)
  const page = typeof pageId === 'string' ? pages.find(pageId) : undefined
  if (!page) return refusal('unauthorized', say('door.page'))
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
