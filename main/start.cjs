/*
 * What `npm start` runs first. It is spelled so that every Node can read it, because the rest cannot be read by an
 * old one: Estuary's sources are TypeScript, which Node runs unbuilt from 22.18 on.
 */
'use strict'

var parts = process.versions.node.split('.')
var major = Number(parts[0])
var minor = Number(parts[1])

// 23 ran TypeScript unbuilt only from 23.6 on.
if (major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)) {
  import('./start.ts').catch(function (error) {
    console.error(error)
    process.exitCode = 1
  })
} else {
  console.error(
    'Estuary needs Node 22.18 or newer; this is Node ' +
      process.versions.node +
      '. Run it with "npm start" after "npm ci" (which brings its own Node on Linux and Windows), or install a newer Node.',
  )
  process.exitCode = 1
}
