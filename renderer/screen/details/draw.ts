import type { RateSample } from '../../../preload/contract/details.ts'
import { gapMs, spanMs } from '../../data/rates.svelte.ts'

export interface PieceColours {
  readonly have: string
  readonly coming: string
  readonly available: string
  readonly missing: string
}

/** A canvas of that size in CSS pixels, sharp on every screen, wiped. */
function prepare(canvas: HTMLCanvasElement, widthPx: number, heightPx: number): CanvasRenderingContext2D | null {
  const dots = window.devicePixelRatio || 1
  canvas.width = Math.max(1, Math.round(widthPx * dots))
  canvas.height = Math.max(1, Math.round(heightPx * dots))
  const pen = canvas.getContext('2d')
  pen?.scale(dots, dots)
  return pen
}

/** Runs of [state, how many] as blocks of colour; what is neither had nor coming shows the canvas's own ground. */
export function drawPieces(
  canvas: HTMLCanvasElement,
  widthPx: number,
  heightPx: number,
  runs: readonly (readonly [0 | 1 | 2 | 3, number])[],
  colours: PieceColours,
): void {
  const pen = prepare(canvas, widthPx, heightPx)
  const whole = runs.reduce((sum, [, run]) => sum + run, 0)
  if (!pen || whole === 0) return
  const fill = [colours.missing, colours.available, colours.coming, colours.have]
  let at = 0
  for (const [state, run] of runs) {
    const from = (at / whole) * widthPx
    at += run
    pen.fillStyle = fill[state] ?? colours.missing
    pen.fillRect(from, 0, (at / whole) * widthPx - from, heightPx)
  }
}

/** The next round rate above a peak, in 1-2-4 steps of 1024, so that the scale rarely changes. */
export function scaleTop(peak: number): number {
  let top = 16 * 1024
  while (top < peak) top *= 2
  return top
}

export interface CurveColours {
  readonly down: string
  readonly up: string
  readonly line: string
}

/** Both rates over the last five minutes, now at the right edge. */
export function drawCurves(
  canvas: HTMLCanvasElement,
  widthPx: number,
  heightPx: number,
  samples: readonly RateSample[],
  now: number,
  colours: CurveColours,
): void {
  const pen = prepare(canvas, widthPx, heightPx)
  if (!pen) return
  const top = scaleTop(Math.max(...samples.map(({ down, up }) => Math.max(down, up)), 0))
  pen.lineWidth = 1
  pen.strokeStyle = colours.line
  for (const share of [0, 0.5, 1]) {
    const y = Math.round((heightPx - 1) * share) + 0.5
    pen.beginPath()
    pen.moveTo(0, y)
    pen.lineTo(widthPx, y)
    pen.stroke()
  }
  for (const [rate, colour] of [
    ['up', colours.up],
    ['down', colours.down],
  ] as const) {
    pen.beginPath()
    let lastAt = -Infinity
    for (const sample of samples) {
      const x = widthPx * (1 - (now - sample.at) / spanMs)
      const y = 1.5 + (heightPx - 3) * (1 - sample[rate] / top)
      if (sample.at - lastAt > gapMs) pen.moveTo(x, y)
      else pen.lineTo(x, y)
      lastAt = sample.at
    }
    pen.lineWidth = 1.5
    pen.lineJoin = 'round'
    pen.strokeStyle = colour
    pen.stroke()
  }
}
