import * as v from 'valibot'

/* What the desktop program is to the desktop it runs on: its tray, its start, and what the system gives to it. */

export const DesktopSettingsSchema = v.object({
  /** Whether there is an icon in the tray. */
  tray: v.boolean(),
  /** Closing the window leaves the program in the tray, where there is one. */
  closeToTray: v.boolean(),
  /** It starts without its window, where there is a tray. */
  startHidden: v.boolean(),
  /** How far the downloads are, on the window's button in the taskbar or on the icon in the dock. */
  progress: v.boolean(),
  /** Torrents that finished since the window was looked at, on the icon. */
  countFinished: v.boolean(),
  /** What lies in the clipboard is looked at when the person turns to the window, and links in it are offered. */
  clipboard: v.optional(v.boolean(), false),
  /** Once a day it asks whether there is a newer version. */
  askForUpdates: v.optional(v.boolean(), false),
  /** A newer version is fetched as soon as it is known; else only when the person says so. */
  loadUpdates: v.optional(v.boolean(), false),
})
export type DesktopSettings = v.InferOutput<typeof DesktopSettingsSchema>

export const usualDesktop: DesktopSettings = {
  tray: true,
  closeToTray: false,
  startHidden: false,
  progress: true,
  countFinished: false,
  clipboard: false,
  askForUpdates: false,
  loadUpdates: false,
}

/**
 * Why a thing of the system's cannot be changed from here. checkout: only an installed program can be named to it ·
 * sandbox: the program may not reach it (Flatpak) · loose: the program is no installed one that the desktop knows (an
 * AppImage) · elsewhere: this system lets only the person decide, in its own settings.
 */
export const desktopHindrances = ['checkout', 'sandbox', 'loose', 'elsewhere'] as const
export type DesktopHindrance = (typeof desktopHindrances)[number]

export const linkKinds = ['magnet', 'torrent'] as const
/** Links that begin with magnet:, and files that end in .torrent. */
export type LinkKind = (typeof linkKinds)[number]

/** Who opens links or files now. */
const OpenerSchema = v.object({
  ours: v.boolean(),
  /** What the program that has them is called; null = none has, or the system does not say. */
  who: v.nullable(v.string()),
  cannot: v.nullable(v.picklist(desktopHindrances)),
})
export type Opener = v.InferOutput<typeof OpenerSchema>

export const DesktopStateSchema = v.object({
  system: v.picklist(['linux', 'macos', 'windows']),
  /** Whether this desktop shows what is in the tray, as far as it can be asked. */
  hasTray: v.boolean(),
  login: v.object({
    on: v.boolean(),
    /** It is entered, but the person has it switched off in the system's settings. */
    isHeld: v.boolean(),
    cannot: v.nullable(v.picklist(desktopHindrances)),
  }),
  opens: v.object({ magnet: OpenerSchema, torrent: OpenerSchema }),
})
export type DesktopState = v.InferOutput<typeof DesktopStateSchema>

export const desktopCalls = {
  /** null = this door stands on no desktop. */
  'desktop.state': { args: v.object({}), result: v.nullable(DesktopStateSchema) },
  'desktop.startAtLogin': { args: v.object({ on: v.boolean() }), result: DesktopStateSchema, by: 'window' },
  'desktop.openLinks': { args: v.object({ kind: v.picklist(linkKinds) }), result: DesktopStateSchema, by: 'window' },
} as const
