import type { Says } from '../../preload/contract/says.ts'
import type { Language, Settings } from '../../preload/contract/settings.ts'
import { chooseLanguage } from '../../preload/words/language.ts'
import { told } from '../../preload/words/sentences.ts'
import type { Formats } from '../../preload/words/formats.ts'
import { tables } from '../../preload/words/all.ts'
import { formatsOf } from '../../preload/words/tables.ts'
import type { Words } from '../../preload/words/words.ts'
import type { Core } from '../core/core.ts'
import { Emitter } from '../lib/emitter.ts'

/** The language that the program speaks outside of its window: menus, the system's questions, notifications. */
class Speech {
  /** Another language than before. */
  readonly changed = new Emitter<Language>()
  #system: readonly string[] = []
  #choice: Settings['language'] = 'system'

  get language(): Language {
    return chooseLanguage(this.#choice, this.#system)
  }

  /** Every table of that language. */
  get table(): Words {
    return tables[this.language]
  }

  get formats(): Formats {
    return formatsOf(this.language)
  }

  get words(): Words['desktopWords'] {
    return this.table.desktopWords
  }

  /** A sentence in the person's language; what the catalogue does not know stays as it was written. */
  say(says: Says | undefined, written: string): string {
    return (says && told(this.language, says)) ?? written
  }

  /** What the system speaks, best first: it decides until the settings are known, and where they leave it to it. */
  systemSpeaks(languages: readonly string[]): void {
    this.#change(() => (this.#system = languages))
  }

  /** Speaks what the person chooses, from now on. */
  follow(core: Core): void {
    core.enter('program').on(
      'settings',
      {},
      {
        // The core's own feed: it is of the contract's form.
        item: (settings) => this.#change(() => (this.#choice = (settings as Settings).language)),
        ended: () => {},
      },
    )
  }

  #change(change: () => void): void {
    const before = this.language
    change()
    if (this.language !== before) this.changed.emit(this.language)
  }
}

/** There is one person before one program. */
export const speech = new Speech()
