import { isolated } from '../../text/shown.ts'
import type { accountSays as english, accountWords as englishWords } from '../en/accounts.ts'
import type { Wide } from '../wide.ts'
import { counted, figures, form, listed } from './numbers.ts'

export const accountSays: Wide<typeof english> = {
  'accounts.level.admin': 'Admin',
  'accounts.level.normal': 'Normal',
  'accounts.level.readOnly': 'Nur lesen',
  'accounts.level.none': 'Keine Rechte',
  'accounts.level.other': ({ level }) => `Stufe ${level}`,

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
  'accounts.password-of-other': ({ account, other }) =>
    `Das Passwort von ${isolated(account)} eingeben: das gemerkte ist das von ${isolated(other)}.`,
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

export const accountWords: Wide<typeof englishWords> = {
  remark: 'Wer sich bei den Daemons anmelden darf',
  open: 'Konten\u00a0…',
  chooser: 'Daemons',
  count: (number) => counted(number, 'Konto', 'Konten'),
  as: (account, level) => (account === '' ? level : `als ${isolated(account)}, ${level}`),
  level: (name, number) => `${name} ${number}`,
  levels: { 0: 'Keine Rechte', 1: 'Nur lesen', 5: 'Normal', 10: 'Admin' },
  otherLevel: 'Stufe',

  states: {
    asking: (daemon) => `${isolated(daemon)} wird gefragt\u00a0…`,
    needsAdmin: 'Braucht ein Admin-Konto',
    connectAs: 'Mit anderem Konto verbinden',
    youAre: (who) => `Diese Verbindung ist ${who} angemeldet.`,
    notPossible: 'Hier nicht möglich',
    off: (daemon) => `${isolated(daemon)} ist nicht verbunden`,
    offHint: 'Seine Konten werden gelesen, sobald er es ist.',
    asOf: (daemon, when) => `${isolated(daemon)} ist nicht verbunden: seine Konten, Stand ${when}.`,
    failed: 'Die Konten konnten nicht gelesen werden',
    again: 'Noch einmal',
    none: 'Noch keine Daemons',
    noneHint: 'Den ersten hinzufügen, um zu sehen, wer sich bei ihm anmelden darf.',
    lastSeen: (age) => `Zuletzt gesehen ${age}`,
    notReached: 'Noch nicht erreicht',
    leftOut: (number) =>
      `${counted(number, 'weiteres Konto', 'weitere Konten')}, die der Daemon nennt, können nicht angezeigt werden.`,
  },

  table: {
    label: (daemon) => `Konten von ${isolated(daemon)}`,
    name: 'Name',
    level: 'Stufe',
    usedBy: 'Verwendet von',
    you: 'eigenes',
    thisConnection: 'diese Verbindung',
    connected: 'verbunden',
    notConnected: 'nicht verbunden',
    programs: (daemon) => `Programme auf ${isolated(daemon)} selbst`,
    noConnection: 'keine Verbindung hier',
    andMore: (number) => `und ${figures.format(number)} weitere`,
    actions: (account) => `Aktionen für ${isolated(account)}`,
    noName: '(kein Name)',
  },

  acts: {
    label: 'Was mit einem Konto geschieht',
    level: 'Stufe ändern',
    password: 'Passwort ändern\u00a0…',
    remove: 'Entfernen\u00a0…',
    add: 'Hinzufügen\u00a0…',
    connectAs: (account) => `Als ${isolated(account)} verbinden\u00a0…`,
    connect: (name) => `${isolated(name)} verbinden`,
    disconnect: (name) => `${isolated(name)} trennen`,
    switchTo: (name, from) => `${isolated(name)} statt ${isolated(from)} verbinden`,
    inUse: (name) => `${isolated(name)} ist damit schon angemeldet.`,
    chooseFirst: 'Zuerst ein Konto wählen.',
    own: 'Diese Verbindung ist damit angemeldet.',
    builtIn: (daemon) => `${isolated(daemon)} legt es selbst an.`,
  },

  notes: {
    title: 'Stufen',
    admin: 'Alles: Torrents aller Besitzer, Einstellungen, Plugins, Konten.',
    normal: 'Eigene und geteilte Torrents, Einstellungen und Plugins. Keine Konten.',
    readOnly: 'Darf sich anmelden, aber keine Torrents auflisten: so eine Verbindung bleibt leer.',
    none: 'Darf nichts: der Daemon legt nach der Anmeldung auf.',
    liveTitle: 'Laufende Sitzungen bleiben.',
    live: 'Wird ein Konto entfernt oder seine Stufe gesenkt, laufen seine offenen Sitzungen weiter. Ein Neustart des Daemons beendet sie.',
  },

  add: {
    title: (daemon) => `Konto auf ${isolated(daemon)} hinzufügen`,
    name: 'Benutzername',
    taken: (daemon, account) => `${isolated(daemon)} hat schon ein Konto ${isolated(account)}.`,
    level: 'Stufe',
    act: 'Konto hinzufügen',
    cancel: 'Abbrechen',
    done: (account, daemon) => `${isolated(account)} darf sich jetzt bei ${isolated(daemon)} anmelden.`,
  },

  password: {
    title: (account) => `Passwort von ${isolated(account)} ändern`,
    label: 'Passwort',
    made: 'Ein gutes erzeugen',
    typed: 'Eines eingeben',
    madeHint: 'Es wird gleich danach einmal angezeigt.',
    repeat: 'Passwort wiederholen',
    differs: 'Die beiden sind nicht gleich.',
    own: 'Diese Verbindung meldet sich damit an und merkt sich das neue.',
    kept: (names) =>
      `${listed(names.map(isolated))} ${form(names.length, 'meldet sich damit an und merkt', 'melden sich damit an und merken')} sich das neue ebenfalls.`,
    act: 'Passwort ändern',
    done: (account) => `Das Passwort von ${isolated(account)} ist geändert.`,
    notKept: (why) => `Das Passwort ist geändert, konnte hier aber nicht gemerkt werden: ${why}`,
  },

  made: {
    title: (account) => `Das Passwort von ${isolated(account)}`,
    once: 'Es wird nur dieses eine Mal angezeigt. Jetzt kopieren oder später ändern.',
    kept: 'Diese Verbindung merkt es sich.',
    value: 'Passwort',
    copy: 'Kopieren',
    copied: 'Passwort kopiert.',
    done: 'Fertig',
  },

  lower: {
    title: (account) => `Stufe von ${isolated(account)} senken?`,
    act: (level) => `Stufe ${level} geben`,
    done: (account, level) => `${isolated(account)} hat jetzt die Stufe ${level}.`,
    lowered: (account, level) =>
      `${isolated(account)} hat jetzt die Stufe ${level}. Offene Sitzungen behalten die alte.`,
  },

  remove: {
    title: (account, daemon) => `${isolated(account)} von ${isolated(daemon)} entfernen?`,
    explain: (account) => `${isolated(account)} kann sich nicht mehr anmelden.`,
    sessions: 'Offene Sitzungen laufen weiter, bis sie enden. Ein Neustart des Daemons beendet sie.',
    usedBy: (names) =>
      `${listed(names.map(isolated))} ${form(names.length, 'meldet sich damit an und wird', 'melden sich damit an und werden')} abgewiesen.`,
    lastAdmin: (account, daemon) =>
      `${isolated(account)} ist der letzte Admin von ${isolated(daemon)}. Ohne einen kann von hier aus niemand seine Konten ändern.`,
    builtIn: (account, daemon) =>
      `Programme auf ${isolated(daemon)} selbst melden sich als ${isolated(account)} an und gehen dann vielleicht nicht mehr.`,
    act: 'Konto entfernen',
    done: (account) => `${isolated(account)} ist entfernt.`,
  },

  connect: {
    title: (daemon) => `Mit anderem Konto mit ${isolated(daemon)} verbinden`,
    explain:
      'Das fügt neben der jetzigen eine weitere Verbindung hinzu. Sind beide verbunden, stehen Torrents, die beide sehen, zweimal in der Liste.',
    username: 'Benutzername',
    password: 'Passwort',
    name: 'Name',
    nameHint: 'So heißt die Verbindung in diesem Fenster.',
    suggested: (daemon, account) => `${isolated(daemon)} als ${isolated(account)}`,
    suggestedAny: (daemon) => `${isolated(daemon)} mit anderem Konto`,
    act: 'Verbinden',
    anyway: 'Trotzdem verbinden',
    low: (account, level) =>
      `${isolated(account)} hat Stufe ${level}: Konten brauchen Stufe 10. Verbinden geht trotzdem.`,
    done: (name) => `${isolated(name)} ist hinzugefügt.`,
  },

  unanswered: (done) => `${done} Der Daemon hat nicht geantwortet, aber seine Liste zeigt es.`,
}
