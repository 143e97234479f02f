import { app, type JumpListCategory, type Menu } from 'electron'
import type { Words } from '../../preload/words/words.ts'
import type { TrayAct } from './tray-look.ts'

/** What Windows' list on the taskbar's button can ask of a program that runs: it starts it again, with one of these. */
const asked = ['add', 'pause', 'resume'] as const satisfies readonly TrayAct[]
const option = '--do='

/** What a start asks for; null = nothing. Whoever can start programs writes it: only these words count. */
export function readAct(argv: unknown): (typeof asked)[number] | null {
  const texts: unknown[] = Array.isArray(argv) ? argv : []
  const given = texts.find((one) => typeof one === 'string' && one.startsWith(option))
  return asked.find((act) => `${option}${act}` === given) ?? null
}

/** Whether an argument asks for something, and is not for a program that is started anew by itself. */
export function asksForAct(argument: string): boolean {
  return argument.startsWith(option)
}

/**
 * The list that Windows shows on the taskbar's button.
 * @param args what each start needs beside (the data folder, where one was named)
 */
export function jumpList(
  program: string,
  args: readonly string[],
  words: Words['desktopWords']['tray'],
): JumpListCategory {
  const titles = { add: words.add, pause: words.pauseAll, resume: words.resumeAll }
  const spelled = args.map((one) => `"${one.replaceAll('"', '')}"`)
  return {
    type: 'tasks',
    items: asked.map((act) => ({
      type: 'task',
      title: titles[act],
      description: titles[act],
      program,
      args: [...spelled, `${option}${act}`].join(' '),
      iconPath: program,
      iconIndex: 0,
    })),
  }
}

/** Puts them where the system keeps them beside its windows: in the dock's menu, or on the taskbar's button. */
export function showActs(platform: NodeJS.Platform, menu: Menu, list: JumpListCategory): void {
  if (platform === 'darwin') app.dock?.setMenu(menu)
  // A checkout would be entered as Electron itself.
  else if (platform === 'win32' && app.isPackaged) app.setJumpList([list])
}
