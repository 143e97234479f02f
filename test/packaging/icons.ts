import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchBrowser } from '../e2e/browser.ts'
import { icnsOf, icoOf, type Picture } from './containers.ts'
import { drawings, fileOf } from './tray-pictures.ts'

/*
 * `npm run icons`: every picture of the program's icon, drawn from assets/icon.svg by Chromium, and those of its tray.
 * Linux takes a folder of sizes, Windows and macOS one file each with several in it.
 */
const assets = join(import.meta.dirname, '../../assets')
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

const browser = await launchBrowser()

async function draw(svg: string, px: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: px, height: px } })
  const source = Buffer.from(svg).toString('base64')
  const image = `<img src="data:image/svg+xml;base64,${source}" width="${px}" height="${px}" style="display:block">`
  await page.setContent(`<body style="margin:0">${image}</body>`)
  const png = await page.screenshot({ omitBackground: true })
  await page.close()
  return png
}

const pictures: Picture[] = []
const tray = join(assets, 'tray')
rmSync(tray, { recursive: true, force: true })
mkdirSync(tray, { recursive: true })
try {
  const icon = readFileSync(join(assets, 'icon.svg'), 'utf8')
  for (const px of sizes) pictures.push({ px, png: await draw(icon, px) })
  for (const drawing of drawings) {
    for (const scale of drawing.scales) {
      writeFileSync(join(tray, fileOf(drawing, scale)), await draw(drawing.svg, Math.round(drawing.px * scale)))
    }
  }
} finally {
  await browser.close()
}
mkdirSync(join(assets, 'icons'), { recursive: true })
for (const { px, png } of pictures) writeFileSync(join(assets, 'icons', `${px}x${px}.png`), png)
writeFileSync(join(assets, 'icon.ico'), icoOf(pictures))
writeFileSync(join(assets, 'icon.icns'), icnsOf(pictures))
