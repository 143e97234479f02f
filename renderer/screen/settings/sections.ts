import { settingsWords } from '../../text/words.ts'
import { dataTexts } from './data.ts'
import { desktopTexts } from './desktop.ts'
import { finds } from './finding.ts'
import { generalTexts } from './general.ts'
import { commandTexts, type CommandFace } from './keys.ts'
import { noticeTexts } from './notices.ts'

/** The sections of the settings, in order. */
export const sectionIds = ['general', 'notices', 'desktop', 'keyboard', 'data'] as const
export type SectionId = (typeof sectionIds)[number]

/** What there is to find in each, a text for every setting, in the language of now. */
const texts: Readonly<Record<SectionId, (commands: CommandFace) => readonly string[]>> = {
  general: () => Object.values(generalTexts()),
  notices: () => Object.values(noticeTexts()),
  desktop: () => Object.values(desktopTexts()),
  keyboard: (commands) => commands.all.map(({ id }) => commandTexts(commands, id)),
  data: () => Object.values(dataTexts()),
}

/** The sections in which the search finds something. A section's own title finds all of it. */
export function sectionsWith(query: string, commands: CommandFace): SectionId[] {
  return sectionIds.filter((id) => texts[id](commands).some((text) => finds(query, settingsWords.sections[id], text)))
}
