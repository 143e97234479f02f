import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

const on = [
  FuseV1Options.EnableCookieEncryption,
  FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  FuseV1Options.OnlyLoadAppFromAsar,
]
const off = [
  FuseV1Options.RunAsNode,
  FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  FuseV1Options.EnableNodeCliInspectArguments,
  FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  FuseV1Options.GrantFileProtocolExtraPrivileges,
]

/** A packed program: the file that is started, and the folder with its archive. */
export interface Packed {
  program: string
  resources: string
}

/** Every program that packing left in a folder (release), for whatever system and processor. */
export function packedIn(release: string): Packed[] {
  return readdirSync(release, { withFileTypes: true }).flatMap((entry) => {
    const folder = join(release, entry.name)
    if (!entry.isDirectory()) return []
    if (/^linux(-\w+)?-unpacked$/.test(entry.name)) {
      return { program: join(folder, 'estuary'), resources: join(folder, 'resources') }
    }
    if (/^win(-\w+)?-unpacked$/.test(entry.name)) {
      return { program: join(folder, 'Estuary.exe'), resources: join(folder, 'resources') }
    }
    const app = join(folder, 'Estuary.app')
    return existsSync(app) ? { program: app, resources: join(app, 'Contents/Resources') } : []
  })
}

/** What of a packed program is not as electron-builder.yml says, in sentences: its fuses, and what lies beside its archive. */
export async function oddities({ program, resources }: Packed): Promise<string[]> {
  const wire = await getCurrentFuseWire(program)
  const isSo = (fuse: FuseV1Options, wanted: '0' | '1'): boolean => String.fromCharCode(wire[fuse] ?? 0) === wanted
  const fuses = [
    ...on.filter((fuse) => !isSo(fuse, '1')).map((fuse) => `${FuseV1Options[fuse]} is not on`),
    ...off.filter((fuse) => !isSo(fuse, '0')).map((fuse) => `${FuseV1Options[fuse]} is not off`),
  ]
  const archive = join(resources, 'app.asar')
  const beside = readdirSync(`${archive}.unpacked`, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  )
  const isLibrary = beside.length === 1 && /^[a-z0-9]+-[a-z0-9]+\.node$/.test(beside[0]?.name ?? '')
  const lists = isLibrary ? [] : [`beside the archive lie: ${beside.map(({ name }) => name).join(', ')}`]
  const strange = listPackage(archive, { isPack: false }).filter((path) => /\.map$|\.ts$|[\\/]test([\\/]|$)/.test(path))
  const said = [...fuses, ...lists, ...strange.map((path) => `${path} is in the archive`)]
  return said.map((what) => `${basename(program)}: ${what}`)
}
