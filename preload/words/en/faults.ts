import { isolated } from '../../text/shown.ts'

/**
 * What went wrong, by names that say where. An entry is a sentence, or a function of what stands in it: one object, so
 * that it travels as data.
 */
export const faults = {
  'door.lost': 'The connection to Estuary is lost; it is being made again.',
  'door.ended': 'This page’s session is over: start Estuary again and open the address that it prints.',

  'daemon.offline': ({ daemon }: { daemon: string }) => `${isolated(daemon)} is not connected. Try again when it is.`,
  'link.ended': 'The connection ended.',
  'link.silent': 'The daemon stopped answering.',

  'certificate.first': ({ daemon }: { daemon: string }) =>
    `${isolated(daemon)} is met for the first time. Review its certificate to connect; nothing was sent.`,
  'trust.persons': 'Only a person at a window of Estuary may trust a certificate.',
} as const
