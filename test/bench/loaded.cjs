/* Required before a program that is measured: writes into ESTUARY_BENCH_LOADED which files it loaded until it ended. */
'use strict'
const { appendFileSync } = require('node:fs')
const { registerHooks } = require('node:module')
const { isMainThread } = require('node:worker_threads')

const file = process.env.ESTUARY_BENCH_LOADED
registerHooks({
  load(url, context, next) {
    const result = next(url, context)
    if (file && url.startsWith('file:')) appendFileSync(file, `${isMainThread ? 'program' : 'thread'} ${url}\n`)
    return result
  },
})
