/*
 * Required before any program of this project (`node -r ./main/require-node.cjs PROGRAM`): ends it with one sentence
 * where Node is too old to read it. Estuary's sources are TypeScript, which Node runs unbuilt from 22.18 on (23 only
 * from 23.6). Spelled so that an old Node can read it.
 *
 * It keeps Node 24 from a fault that ends a process with a segmentation fault: threads that read sources at the same
 * moment each compile the same glue around WebAssembly (Node's reader of TypeScript), and the second to be done frees
 * what the first registered. So that glue is not compiled anew.
 *
 * It also has what Node makes of the sources kept in node_modules (nobody else can write there, as they could in the
 * system's temporary folder): the next start is quicker, and some 20 MB smaller in each thread.
 */
'use strict'

var parts = process.versions.node.split('.')
var major = Number(parts[0])
var minor = Number(parts[1])

if (!(major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18))) {
  console.error(
    'Estuary needs Node 22.18 or newer, and this is Node ' + process.versions.node + ': install a newer one.',
  )
  process.exit(1)
}

// Only there: a version that does not know the word would complain of it.
if (major === 24) require('v8').setFlagsFromString('--wasm-wrapper-tiering-budget=2147483647')
require('module').enableCompileCache(require('path').join(__dirname, '../node_modules/.cache/compiled'))
