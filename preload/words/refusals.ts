import type { ErrorCode } from '../contract/errors.ts'
import type { Words } from './words.ts'

/** Why a daemon was refused, by the names under which the tables have the words for it. */
export type Refusal = keyof Words['daemonWords']['refusals']

export const refusals: Partial<Record<ErrorCode, Refusal>> = {
  'certificate-changed': 'certificate',
  'certificate-unknown': 'newDaemon',
  twin: 'twin',
  'bad-login': 'login',
  level: 'level',
  'web-ui': 'webUi',
  'not-a-daemon': 'otherKind',
  incompatible: 'incompatible',
}
