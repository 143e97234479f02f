import { mount } from 'svelte'
import './style/base.css'
import App from './App.svelte'
import { connectBridge } from './data/bridge.ts'
import { recallTheme } from './style/theme.ts'
import { recallLanguage } from './text/language.svelte.ts'

recallTheme()
recallLanguage()

const target = document.getElementById('app')
if (target) mount(App, { target, props: { bridge: connectBridge() } })
