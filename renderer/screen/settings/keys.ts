import type { CommandGroup, Commands } from '../../data/commands.svelte.ts'
import { settingsWords, sheetWords, type CommandId } from '../../text/words.ts'
import { isMac } from '../../ui/platform.ts'
import type { FixedMeaning, Verdict } from '../../view/own-keys.ts'
import { keyText } from '../../view/shortcut.ts'
import { finds } from './finding.ts'

/** What is needed of the table of commands. */
export type CommandFace = Pick<Commands, 'all' | 'name' | 'keysOf'>

/** Those that are shown before all are asked for. */
export const mainCommands: readonly CommandId[] = ['find', 'palette', 'toggle', 'remove', 'removeFiles', 'settings']

const groupOrder: readonly CommandGroup[] = ['torrents', 'window', 'filters', 'settings']

/** What the search finds a command by: its name and its keys as they are drawn. */
export function commandTexts(commands: CommandFace, id: CommandId): string {
  return [commands.name(id), ...commands.keysOf(id).map((shortcut) => keyText(shortcut, isMac))].join(' ')
}

/** The commands that the search finds, by their groups; groups without any are left out. */
export function inGroups(commands: CommandFace, query: string): { group: CommandGroup; ids: CommandId[] }[] {
  const title = settingsWords.sections.keyboard
  return groupOrder
    .map((group) => ({
      group,
      ids: commands.all
        .filter((one) => one.group === group && finds(query, title, commandTexts(commands, one.id)))
        .map(({ id }) => id),
    }))
    .filter(({ ids }) => ids.length > 0)
}

/** Why a shortcut cannot be given to a command just so; null = it can. */
export function refusal(shortcut: string, verdict: Verdict<CommandId>, commands: CommandFace): string | null {
  const words = settingsWords.keyboard
  const keys = keyText(shortcut, isMac)
  if (verdict.is === 'free') return null
  if (verdict.is === 'taken') return words.taken(keys, commands.name(verdict.by))
  if (verdict.is === 'away') return words.ofSystem(keys)
  return verdict.is === 'fixed' ? words.fixed(keys, meaning(verdict.means)) : words.notAlone(keys)
}

function meaning(means: FixedMeaning): string {
  const { paste, edit } = settingsWords.keyboard
  return means === 'paste' ? paste : means === 'edit' ? edit : sheetWords.fixed[means]
}
