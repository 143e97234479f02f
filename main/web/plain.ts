import type { Says } from '../../preload/contract/says.ts'
import type { Language } from '../../preload/contract/settings.ts'
import { inEnglish, told } from '../../preload/words/sentences.ts'

/*
 * The page of whoever is refused: no script, and of the window's files none, since those are for visitors. Its colours
 * and sizes are the window's.
 */

/** Where its style is; everybody may have it. */
export const plainStylePath = '/api/plain.css'

export const plainStyle = [
  ':root { color-scheme: light dark }',
  'body {',
  '  display: grid;',
  '  place-content: center;',
  '  min-height: 100vh;',
  '  box-sizing: border-box;',
  '  margin: 0;',
  '  padding: 24px;',
  '  background: light-dark(#f6f8f9, #10191e);',
  '  color: light-dark(#14242c, #e3edf1);',
  '  font: 13px/20px Inter, system-ui, sans-serif;',
  '}',
  'main { max-width: 440px; text-align: center }',
  'svg { width: 40px; height: 40px; color: light-dark(#0b7285, #3bb7cb) }',
  'h1 { margin: 12px 0 6px; font-size: 18px; line-height: 26px; font-weight: 600 }',
  'p { margin: 0; color: light-dark(#5a6d77, #9aaeb8); text-wrap: pretty }',
  '',
].join('\n')

const waves = ['6.5', '12.5', '18.5'].map((y) => `<path d="M3 ${y} q2.25 -3 4.5 0 t4.5 0 t4.5 0 t4.5 0"/>`).join('')
const sign =
  '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" ' +
  `aria-hidden="true">${waves}</svg>`

/** @param what ours, never from outside */
export function plainPage(what: Says, language: Language): string {
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    '<title>Estuary</title>',
    `<link rel="stylesheet" href="${plainStylePath}">`,
    '</head>',
    '<body>',
    '<main>',
    sign,
    '<h1>Estuary</h1>',
    `<p>${told(language, what) ?? inEnglish(what)}</p>`,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}
