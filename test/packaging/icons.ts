import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchBrowser } from '../e2e/browser.ts'
import { icnsOf, icoOf, type Picture } from './containers.ts'

/*
 * `npm run icons`: every picture of the program's icon, drawn from assets/icon.svg by Chromium. Linux takes a folder of
 * sizes, Windows and macOS one file each with several in it.
 */
const assets = join(import.meta.dirname, '../../assets')
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

const browser = await launchBrowser()
const pictures: Picture[] = []
try {
  const drawing = readFileSync(join(assets, 'icon.svg'), 'base64')
  for (const px of sizes) {
    const page = await browser.newPage({ viewport: { width: px, height: px } })
    const image = `<img src="data:image/svg+xml;base64,${drawing}" width="${px}" height="${px}" style="display:block">`
    await page.setContent(`<body style="margin:0">${image}</body>`)
    pictures.push({ px, png: await page.screenshot({ omitBackground: true }) })
    await page.close()
  }
} finally {
  await browser.close()
}
mkdirSync(join(assets, 'icons'), { recursive: true })
for (const { px, png } of pictures) writeFileSync(join(assets, 'icons', `${px}x${px}.png`), png)
writeFileSync(join(assets, 'icon.ico'), icoOf(pictures))
writeFileSync(join(assets, 'icon.icns'), icnsOf(pictures))
