/*
 * What the test and the program in its process say to each other. The test asks (Ask), the double answers (Answer) and
 * tells what the program did with the system (Told).
 */

export interface Display {
  x: number
  y: number
  width: number
  height: number
}

export interface Safe {
  backend: 'gnome_libsecret' | 'basic_text'
  available: boolean
  /** So many times the safe says that it is temporarily unavailable. */
  busy: number
  /** Since the last start the system has changed its key. */
  rotated: boolean
}

/** What the pretended system is like. */
export interface Setting {
  /** The project's folder, with dist in it. */
  root: string
  /** DevTools' WebSocket of a Chromium whose pages are the windows. */
  browser: string
  /** What is the system's and not the program's: the safe's key, the single-instance locks. */
  system: string
  isPackaged: boolean
  /** The folder that a packed program lies in; null = it is not packed into one. */
  resources: string | null
  /** What the system speaks. */
  locale: string
  displays: Display[]
  safe: Safe
  notifications: 'shown' | 'failed' | 'unsupported'
  /** What it says that it is; what is done to files stays this machine's. */
  platform: 'linux' | 'darwin' | 'win32'
  /** Who opens magnet links: a program's name, '' = none, 'Estuary' = this one. */
  magnets: string
  /** Whether programs may make themselves the ones that open links. */
  magnetsAreFree: boolean
}

type Simple =
  | 'menuTree'
  /** The tray: its picture, tooltip and menu; null = there is none. */
  | 'tray'
  /** What hangs on the icon in the dock. */
  | 'dock'
  | 'clickTray'
  /** The person opens the tray's menu, and closes it without a choice. */
  | 'openTrayMenu'
  | 'closeTrayMenu'
  | 'windowCount'
  | 'clickNotification'
  | 'pressNotification'
  /** How often the clipboard was read. */
  | 'clipboardReads'
  /** The person does something to the window. */
  | 'maximize'
  | 'minimize'
  | 'focus'
  | 'blur'
  | 'close'
  | 'windowState'
  /** The page's process ends. */
  | 'crash'
  /** It answers nothing any more. */
  | 'hang'
  /** Something is thrown in the program that nobody catches. */
  | 'throw'
  /** Whether a page of the session would get it. */
  | 'device'
  | 'webview'
  | 'download'

export type Ask =
  | { [K in Simple]: { do: K } }[Simple]
  | { do: 'menu'; path: string[] }
  | { do: 'trayMenu'; label: string }
  | { do: 'dockMenu'; label: string }
  | { do: 'answer'; response: number; checkboxChecked?: boolean }
  /** Where the person saves what the program asked about (a file, or a folder); null = nowhere. */
  | { do: 'saveAt'; path: string | null }
  /** Another program puts a text into the clipboard; null = it holds one that nobody gives out. */
  | { do: 'copy'; text: string | null }
  | { do: 'place'; bounds: Display }
  /** The system does something to the program. */
  | { do: 'emit'; on: 'app' | 'powerMonitor'; event: string; args: unknown[] }
  /** As if a page of the session asked for an address, spelled exactly so. */
  | { do: 'request'; url: string; method: string }
  | { do: 'redirect'; url: string }
  | { do: 'permission'; name: string; url: string; isMainFrame: boolean }
  /** A message to the program's channels that says that it comes from such a frame. */
  | { do: 'forge'; channel: string; args: unknown[]; frame: ForgedFrame }

export interface ForgedFrame {
  url?: string
  /** Not the main frame. */
  child?: boolean
  /** The frame is gone already. */
  gone?: boolean
  /** Of a web contents that is no window of the program. */
  stranger?: boolean
}

export interface Told {
  what: string
  facts: Record<string, unknown>
}

export type FromTest = { id: number; ask: Ask }
export type FromDouble =
  | { kind: 'told'; told: Told }
  | { kind: 'answer'; id: number; value?: unknown; error?: string }
  | { kind: 'trouble'; message: string }
