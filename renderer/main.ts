import { mount } from 'svelte'
import './style/base.css'
import App from './App.svelte'
import { connectBridge } from './data/bridge.ts'
import { recallTheme } from './style/theme.ts'
import { recallLanguage } from './text/language.svelte.ts'

recallTheme()

const target = document.getElementById('app')
// On its way while everything else begins.
const bridge = connectBridge()
// Not awaited here: what a language needs of this file is there only when this file has run.
void recallLanguage().then(() => {
  if (target) mount(App, { target, props: { bridge } })
})
