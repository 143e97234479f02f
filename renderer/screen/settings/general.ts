import { settingsWords, shellWords } from '../../text/words.ts'

export type GeneralSetting = 'language' | 'density' | 'theme' | 'rowsPerDaemon'

/** What the search finds each of these settings by, in the language of now. */
export function generalTexts(): Readonly<Record<GeneralSetting, string>> {
  const { general } = settingsWords
  return {
    language: general.language,
    density: [general.density, ...Object.values(shellWords.toolbar.densities)].join(' '),
    theme: [general.theme, ...Object.values(general.themes)].join(' '),
    rowsPerDaemon: `${general.rows} ${general.rowsMeaning}`,
  }
}
