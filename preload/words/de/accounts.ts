import { isolated } from '../../text/shown.ts'
import type { accountSays as english } from '../en/accounts.ts'
import type { Wide } from '../wide.ts'

export const accountSays: Wide<typeof english> = {
  'ask.account.name': 'Dem Konto einen Namen geben.',
  'ask.account.name.colon': 'Ein Benutzername hat keinen Doppelpunkt.',
  'ask.account.name.space': 'Ein Benutzername hat keine Leerzeichen.',
  'ask.account.name.hash': 'Ein Benutzername beginnt nicht mit #.',
  'ask.account.name.signs': 'Ein Benutzername hat keine unsichtbaren Zeichen.',
  'ask.account.password': 'Ein Passwort eingeben.',
  'ask.account.password.colon': 'Ein Passwort hat keinen Doppelpunkt.',
  'ask.account.password.signs': 'Ein Passwort hat keine Zeilenumbrüche und keine anderen Steuerzeichen.',
  'ask.account.password.space': 'Ein Passwort beginnt und endet nicht mit einem Leerzeichen.',

  'level.admin': 'Admin',
  'level.normal': 'Normal',
  'level.readOnly': 'Nur lesen',
  'level.none': 'Keine Rechte',
  'level.other': ({ level }) => `Stufe ${level}`,

  'accounts.needs': ({ account, daemon, level, needed }) =>
    `Konten brauchen Stufe ${needed}, und ${isolated(account)} hat auf ${isolated(daemon)} Stufe ${level}. ` +
    'Mit einem anderen Konto verbinden.',
  'accounts.too-old': ({ daemon, program }) =>
    `Auf ${isolated(daemon)} läuft ${program}, das keinen Aufruf für Konten hat: die Kontendatei auf seinem Rechner bearbeiten.`,
  'accounts.held': ({ daemon }) =>
    `${isolated(daemon)} wird zurückgehalten, weil Estuary im sicheren Modus ist. Zuerst verbinden.`,
  'accounts.unlisted': ({ daemon }) =>
    `${isolated(daemon)} kann seine Konten nicht nennen: eines in der Datei hat eine Stufe, die er nicht kennt. ` +
    'Diese Zeile auf seinem Rechner berichtigen.',
  'accounts.malformed': ({ daemon }) => `${isolated(daemon)} nennt seine Konten in einer unverständlichen Form.`,
  'accounts.refused': ({ daemon, reason }) => `${isolated(daemon)} lehnt das ab: ${isolated(reason)}.`,
  'accounts.refused-silently': ({ daemon }) => `${isolated(daemon)} lehnt das ab und sagt nicht, warum.`,
  'accounts.taken': ({ daemon, account }) =>
    `${isolated(daemon)} hat schon ein Konto ${isolated(account)}. Einen anderen Namen wählen.`,
  'accounts.gone': ({ daemon, account }) =>
    `${isolated(daemon)} hat kein Konto ${isolated(account)} mehr. Die Liste neu lesen.`,
  'accounts.unwritable': ({ account, level }) =>
    `${isolated(account)} hat Stufe ${level}, die nicht vergeben werden kann. Zuerst eine andere Stufe geben.`,
  'accounts.own': ({ daemon, account }) =>
    `Diese Verbindung zu ${isolated(daemon)} ist als ${isolated(account)} angemeldet. ` +
    'Über die Verbindung eines anderen Admins geht es.',
  'accounts.built-in': ({ daemon, account }) =>
    `${isolated(daemon)} legt ${isolated(account)} selbst an, für Programme auf seinem Rechner.`,
  'accounts.last-admin': ({ daemon, account }) =>
    `${isolated(account)} ist der letzte Admin von ${isolated(daemon)}: von hier aus könnte niemand mehr seine Konten ändern.`,
  'accounts.not-done': ({ daemon }) =>
    `${isolated(daemon)} hat nicht geantwortet, und nach seiner Liste ist nichts geändert. Noch einmal versuchen.`,
  'accounts.unknown': ({ daemon }) =>
    `${isolated(daemon)} hat nicht geantwortet; ob das geschehen ist, zeigt seine Liste, sobald er wieder da ist.`,
  'accounts.unknown-password': ({ daemon, account }) =>
    `${isolated(daemon)} hat nicht geantwortet; ob das Passwort von ${isolated(account)} geändert ist, zeigt eine Anmeldung damit.`,
  'accounts.connected': ({ name, account }) => `${isolated(name)} ist dort schon als ${isolated(account)} angemeldet.`,
  'accounts.no-account': ({ daemon }) => `${isolated(daemon)} ist von einer Art, die keine Konten kennt.`,

  'history.account.created': ({ account, level, login }) =>
    `Konto ${isolated(account)} angelegt (${level}), als ${isolated(login)}.`,
  'history.account.level': ({ account, level, login }) =>
    `Konto ${isolated(account)} hat jetzt die Stufe ${level}, geändert als ${isolated(login)}.`,
  'history.account.password': ({ account, login }) =>
    `Passwort des Kontos ${isolated(account)} geändert, als ${isolated(login)}.`,
  'history.account.removed': ({ account, login }) => `Konto ${isolated(account)} entfernt, als ${isolated(login)}.`,
  'history.account.connection': ({ name, account }) => `Neben ${isolated(name)} hinzugefügt, als ${isolated(account)}.`,
}
