import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isSupported } from '../desktop/majors.ts'
import { readSources, root } from './sources.ts'

const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8')

/** "key: value" of one block, comments left out. */
function block(name: string): Record<string, string> {
  const text = new RegExp(`^${name}:\\n((?: .*\\n|\\n)*)`, 'm').exec(config)?.[1] ?? ''
  return Object.fromEntries([...text.matchAll(/^ {2}(\w+): (.*)$/gm)].map(([, key = '', value = '']) => [key, value]))
}

describe('a packaged Estuary', () => {
  it('has every fuse set, each on the safe side', () => {
    expect(block('electronFuses')).toEqual({
      runAsNode: 'false',
      enableNodeOptionsEnvironmentVariable: 'false',
      enableNodeCliInspectArguments: 'false',
      enableCookieEncryption: 'true',
      enableEmbeddedAsarIntegrityValidation: 'true',
      onlyLoadAppFromAsar: 'true',
      grantFileProtocolExtraPrivileges: 'false',
      loadBrowserProcessSpecificV8Snapshot: 'false',
    })
  })

  it('names the fuses as the packager does, and none is left to its default', () => {
    const scheme = JSON.parse(readFileSync(join(root, 'node_modules/app-builder-lib/scheme.json'), 'utf8')) as {
      definitions: { FuseOptionsV1: { properties: object } }
    }
    const known = Object.keys(scheme.definitions.FuseOptionsV1.properties)
    // That one is about signatures made while packaging for a Mac.
    expect(Object.keys(block('electronFuses')).sort()).toEqual(
      known.filter((name) => name !== 'resetAdHocDarwinSignature').sort(),
    )
  })

  it('is one archive with its hash, beside which only the database’s own library lies', () => {
    expect(block('asar')).toEqual({ smartUnpack: 'false' })
    expect(config).not.toMatch(/disableAsarIntegrity/)
    expect(/^asarUnpack:\n((?: {2}- .*\n)*)/m.exec(config)?.[1]).toBe(
      '  - node_modules/better-sqlite3/prebuilds/*.node\n',
    )
  })

  it('sends no report of a crash to anybody', () => {
    const found = readSources('main', 'preload', 'renderer').filter(({ text }) => /crashReporter|submitURL/.test(text))
    expect(found.map(({ path }) => path)).toEqual([])
  })

  it('has its updater in one file, loaded late, and no address to ask unless it was packed with one', () => {
    const sources = readSources('main', 'preload', 'renderer')
    const updater = /autoUpdater|electron-updater/
    expect(sources.filter(({ text }) => updater.test(text)).map(({ path }) => path)).toEqual(['main/shell/newer.ts'])
    const { text } = sources.find(({ path }) => path === 'main/shell/newer.ts')!
    expect(text).not.toMatch(/^import (?!type)[^\n]*'electron-updater'/m)
    expect(text).toContain("await import('electron-updater')")
    expect(config).toMatch(/^publish: null$/m)
    expect(readFileSync(join(root, 'package.json'), 'utf8')).not.toMatch(/"updates"/)
  })

  it('knows by which words its updater says that it let a signature through unproven', () => {
    const checks = readFileSync(
      join(root, 'node_modules/electron-updater/out/windowsExecutableCodeSignatureVerifier.js'),
      'utf8',
    )
    const letThrough = [...checks.matchAll(/logger\.warn\(`Cannot execute[^`]*`\)/g)].map(([said]) => said)
    expect(letThrough).toHaveLength(2)
    for (const said of letThrough) expect(said).toMatch(/ignoring signature validation/i)
  })
})

describe('a release', () => {
  it('is checked, tested, run on Electron, packed and looked at before it is drafted, with checksums and provenance', () => {
    const workflow = readFileSync(join(root, '.github/workflows/release.yml'), 'utf8')
    const steps = ['npm run check', 'npm test', 'npm run test:electron', 'npm run package', 'npm run test:packed']
    const rest = ['sha256sum', 'attest-build-provenance', 'gh release create "$GITHUB_REF_NAME" --draft']
    const places = [...steps, ...rest].map((step) => workflow.indexOf(step))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    for (const system of ['ubuntu', 'windows', 'macos']) expect(workflow).toContain(`${system}-latest`)
  })
})

describe('the version of Electron', () => {
  it('is among the three newest majors, which are those that get fixes', () => {
    expect(isSupported('45.4.1', '45.0.0')).toBe(true)
    expect(isSupported('45.4.1', '47.9.9')).toBe(true)
    expect(isSupported('45.4.1', '48.0.0')).toBe(false)
    expect(() => isSupported('45.4.1', '')).toThrow('no version')
  })
})
