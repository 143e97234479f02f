import { app } from 'electron'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type { DesktopHindrance, DesktopState, LinkKind, Opener } from '../../preload/contract/desktop.ts'
import { say } from '../../preload/words/sentences.ts'
import type { Desktop } from '../core/means.ts'
import { Fault } from '../lib/fault.ts'
import { autostartPath, readAutostart, removeAutostart, writeAutostart } from './autostart.ts'
import { hasTrayHost, type RunTool, runTool } from './tools.ts'

const systems = { darwin: 'macos', win32: 'windows' } as const
/** What the packages call our entry among a Linux desktop's programs. */
const desktopFile = 'estuary.desktop'
const torrentType = 'application/x-bittorrent'
const mostNameCharacters = 100

export interface DesktopOptions {
  platform?: NodeJS.Platform
  env?: NodeJS.ProcessEnv
  run?: RunTool
  /** What it is started with beside its own name (the data folder, where one was named). */
  args: readonly string[]
}

/** The desktop around the program, as the system lets it be asked and changed. */
export class SystemDesktop implements Desktop {
  readonly #platform: NodeJS.Platform
  readonly #env: NodeJS.ProcessEnv
  readonly #run: RunTool
  readonly #args: readonly string[]

  constructor({ platform = process.platform, env = process.env, run = runTool, args }: DesktopOptions) {
    this.#platform = platform
    this.#env = env
    this.#run = run
    this.#args = args
  }

  /** Whether what is in the tray can be seen: only then may a window go there. */
  hasTray(): Promise<boolean> {
    return this.#platform === 'linux' ? hasTrayHost(this.#run) : Promise.resolve(true)
  }

  async state(): Promise<DesktopState> {
    const [hasTray, magnet, torrent] = await Promise.all([this.hasTray(), this.#magnet(), this.#torrent()])
    const system = this.#platform === 'darwin' || this.#platform === 'win32' ? systems[this.#platform] : 'linux'
    return { system, hasTray, login: this.#login(), opens: { magnet, torrent } }
  }

  startAtLogin(on: boolean): Promise<DesktopState> {
    refuse(this.#cannotStart())
    if (this.#platform === 'linux') {
      const path = autostartPath(this.#env, homedir())
      if (on) writeAutostart(path, [this.#program(), ...this.#args])
      else removeAutostart(path)
    } else app.setLoginItemSettings({ openAtLogin: on, ...this.#loginItem() })
    return this.state()
  }

  async openLinks(kind: LinkKind): Promise<DesktopState> {
    refuse((await (kind === 'magnet' ? this.#magnet() : this.#torrent())).cannot)
    if (kind === 'magnet') app.setAsDefaultProtocolClient('magnet')
    else await this.#run('xdg-mime', ['default', desktopFile, torrentType])
    const state = await this.state()
    // Windows keeps what the person chose once, whatever a program asks for.
    if (!state.opens[kind].ours) throw new Fault('invalid', say('desktop.refused'), { retry: 'after-change' })
    return state
  }

  /** The file that starts this program: the packed one, not what it is unpacked into for this run. */
  #program(): string {
    return this.#env['APPIMAGE'] ?? this.#env['PORTABLE_EXECUTABLE_FILE'] ?? process.execPath
  }

  #loginItem(): { path?: string; args?: string[] } {
    // macOS starts the application as a whole.
    return this.#platform === 'win32' ? { path: this.#program(), args: [...this.#args] } : {}
  }

  #login(): DesktopState['login'] {
    const cannot = this.#cannotStart()
    if (cannot) return { on: false, isHeld: false, cannot }
    if (this.#platform === 'linux') {
      const how = readAutostart(autostartPath(this.#env, homedir()))
      return { on: how !== 'off', isHeld: how === 'held', cannot: null }
    }
    const item = app.getLoginItemSettings(this.#loginItem())
    const isHeld =
      this.#platform === 'darwin'
        ? item.status === 'requires-approval'
        : item.openAtLogin && !item.executableWillLaunchAtLogin
    return { on: item.openAtLogin || isHeld, isHeld, cannot: null }
  }

  #cannotStart(): DesktopHindrance | null {
    if (!app.isPackaged) return 'checkout'
    return this.#env['FLATPAK_ID'] ? 'sandbox' : null
  }

  async #magnet(): Promise<Opener> {
    const ours = app.isDefaultProtocolClient('magnet')
    return { ours, who: ours ? null : await this.#whoOpensMagnets(), cannot: this.#cannotOpen() }
  }

  async #whoOpensMagnets(): Promise<string | null> {
    // It has the program's name; on Linux there is only the other one, which has that of its entry.
    if (this.#platform === 'linux') return nameOf(app.getApplicationNameForProtocol('magnet:'))
    const found = await app.getApplicationInfoForProtocol('magnet:').catch(() => null)
    return nameOf(found?.name ?? '')
  }

  async #torrent(): Promise<Opener> {
    // Neither macOS nor Windows lets a program ask or say who opens a kind of file.
    if (this.#platform !== 'linux') return { ours: false, who: null, cannot: 'elsewhere' }
    const entry = (await this.#run('xdg-mime', ['query', 'default', torrentType])) ?? ''
    const ours = entry === desktopFile
    return { ours, who: ours ? null : nameOf(entry), cannot: this.#cannotOpen() }
  }

  #cannotOpen(): DesktopHindrance | null {
    const cannot = this.#cannotStart()
    if (cannot || this.#platform !== 'linux') return cannot
    return this.#isInstalled() ? null : 'loose'
  }

  /** Whether our entry is among the desktop's programs: links can be given to nothing else. */
  #isInstalled(): boolean {
    const { XDG_DATA_HOME: own, XDG_DATA_DIRS: all } = this.#env
    const folders = [own || join(homedir(), '.local', 'share'), ...(all || '/usr/local/share:/usr/share').split(':')]
    return folders.some((folder) => isAbsolute(folder) && existsSync(join(folder, 'applications', desktopFile)))
  }
}

/** What a program is called, of a bounded size; null = there is none. */
function nameOf(given: string): string | null {
  const name = given.trim().replace(/\.(desktop|exe|app)$/i, '')
  return name === '' ? null : name.slice(0, mostNameCharacters)
}

function refuse(cannot: DesktopHindrance | null): void {
  if (cannot) throw new Fault('invalid', say(`desktop.${cannot}`), { retry: 'never' })
}
