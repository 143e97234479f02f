import type { FleetDaemon } from '../../fleet/daemon.ts'

interface Upload {
  name: string
  mimeType: string
  buffer: Buffer
}

/** A file of exported settings with one daemon, and with a setting that makes no sense. */
export function carried({ name, host, username }: FleetDaemon, fileName: string): Upload {
  const address = { way: 'tls', host, port: 1 }
  const content = {
    format: 'estuary-settings',
    version: 1,
    daemons: [{ name, kind: 'deluge', address, username, certificate: null, mark: 0, connect: false }],
    settings: { density: 'comfortable', sort: [], folded: ['x'], rowsPerDaemon: 1 },
  }
  return { name: fileName, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) }
}
