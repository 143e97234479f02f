import { commandNames, dataWords as words } from '../../text/words.ts'

/** What there is to find in the section about data, in the language of now. */
export const dataTexts = () => ({
  folder: `${words.folder} ${commandNames.log} ${words.move}`,
  settings: `${words.settings} ${words.what} ${words.import} ${words.export}`,
})
