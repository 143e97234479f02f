/*
 * Required before any program of this project (`node -r ./main/require-node.cjs PROGRAM`): ends it with one sentence
 * where Node is too old to read it. Estuary's sources are TypeScript, which Node runs unbuilt from 22.18 on (23 only
 * from 23.6). Spelled so that an old Node can read it.
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

require('module').enableCompileCache(require('path').join(__dirname, '../node_modules/.cache/compiled'))
