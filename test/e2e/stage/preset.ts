import type { Bridge } from '../../../preload/contract/bridge.ts'
import { StageBridge } from './bridge.ts'
import { type Scene, scenes } from './scenes.ts'

/*
 * Runs before the window's own script and stands in for the preload.
 * ?scene=… &files=of each torrent &changing=rows per daemon and second &delay=ms per call &theme=light|dark &density=… &kinds=many
 */
const query = new URLSearchParams(location.search)
const asked = query.get('scene') as Scene | null
const scene: Scene = asked && scenes.includes(asked) ? asked : 'pictures'
const theme = query.get('theme') === 'dark' ? 'dark' : query.get('theme') === 'light' ? 'light' : 'system'
const language = query.get('language') === 'de' ? 'de' : 'en'
const density = query.get('density') === 'comfortable' ? 'comfortable' : 'compact'

const stage = new StageBridge({
  scene,
  changing: Number(query.get('changing') ?? 0),
  delayMs: Number(query.get('delay') ?? 40),
  settings: { theme, density, language },
  manyKinds: query.get('kinds') === 'many',
})
if (query.has('files')) stage.files.fill(Number(query.get('files')))
;(globalThis as unknown as { estuary: Bridge }).estuary = stage
