import type { CommandLine } from 'electron'
import type { Says } from '../../preload/contract/says.ts'
import { say } from '../../preload/words/sentences.ts'

/**
 * Switches of Chromium and Node past which the guards see nothing, by what another program would do with them. A
 * program that runs as this user can do harm without Estuary; it shall not do it in Estuary's name, with the rights
 * that a system or a firewall gave to Estuary.
 */
export const refusedSwitches: Readonly<Record<string, readonly string[]>> = {
  'steer the window, or read what is in it': [
    'auto-open-devtools-for-tabs',
    'custom-devtools-frontend',
    'disable-extensions-except',
    'enable-automation',
    'load-extension',
    'remote-allow-origins',
    'remote-debugging-address',
    'remote-debugging-io-pipes',
    'remote-debugging-pipe',
    'remote-debugging-port',
    'remote-debugging-targets',
  ],
  'steer the program itself': [
    'debug',
    'debug-brk',
    'debug-port',
    'inspect',
    'inspect-brk',
    'inspect-brk-node',
    'inspect-port',
    'inspect-publish-uid',
    'inspect-wait',
    'js-flags',
  ],
  'take the sandbox away': [
    'allow-sandbox-debugging',
    'disable-gpu-sandbox',
    'disable-namespace-sandbox',
    'disable-sandbox',
    'disable-seccomp-filter-sandbox',
    'disable-setuid-sandbox',
    'in-process-gpu',
    'no-sandbox',
    'no-sandbox-and-elevated',
    'no-zygote',
    'no-zygote-sandbox',
    'process-per-site',
    'single-process',
  ],
  'have another program started in the place of Chromium’s own': [
    'browser-subprocess-path',
    'gpu-launcher',
    'ppapi-plugin-launcher',
    'renderer-cmd-prefix',
    'utility-cmd-prefix',
    'zygote-cmd-prefix',
  ],
  'loosen what pages may do': [
    'allow-file-access-from-files',
    'allow-insecure-localhost',
    'allow-running-insecure-content',
    'disable-site-isolation-for-policy',
    'disable-site-isolation-trials',
    'disable-web-security',
    'enable-blink-features',
    'enable-experimental-web-platform-features',
    'ignore-certificate-errors',
    'ignore-certificate-errors-spki-list',
    'unsafely-treat-insecure-origin-as-secure',
    'use-fake-ui-for-media-stream',
  ],
  'write down what passes through it': ['log-net-log', 'net-log-capture-mode', 'ssl-key-log-file', 'trace-startup'],
}

const refused = Object.values(refusedSwitches).flat()

/**
 * Why the program does not start with these switches; null = it does. A checkout takes them: who develops it, and the
 * tests, need them.
 */
export function refusedSwitch(commandLine: Pick<CommandLine, 'hasSwitch'>, isPackaged: boolean): Says | null {
  const found = isPackaged ? refused.find((name) => commandLine.hasSwitch(name)) : undefined
  return found === undefined ? null : say('option.foreign', { name: found })
}
