/* Pictures of the tray, of its menu and of the taskbar, as SVG. */

/** One drawing and how large it is, in pixels of a plain screen; @2x and the like are made of the same. */
export interface Drawing {
  name: string
  px: number
  scales: readonly number[]
  svg: string
}

const waves = [6.5, 12.5, 18.5].map((y) => `<path d="M3 ${y} q2.25 -3 4.5 0 t4.5 0 t4.5 0 t4.5 0"/>`).join('')

function mark(stroke: string, opacity: number, dot: string | null): string {
  const lines = `<g fill="none" stroke="${stroke}" stroke-width="2.4" stroke-linecap="round" opacity="${opacity}">${waves}</g>`
  if (dot === null) return svg(24, lines)
  // The dot stands free, so that it is seen in one colour, too.
  const gap =
    '<mask id="gap"><rect width="24" height="24" fill="#fff"/><circle cx="18.5" cy="5.5" r="6.6" fill="#000"/></mask>'
  return svg(24, `${gap}<g mask="url(#gap)">${lines}</g><circle cx="18.5" cy="5.5" r="4.6" fill="${dot}"/>`)
}

function svg(box: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${box} ${box}">${content}</svg>`
}

/** Between what the window has in light and in dark: a menu may be either, and is not asked. */
const markColours = ['#4a86ec', '#cf4fb4', '#8c9a22', '#a07a58', '#73899d', '#3a9470', '#b35f88', '#a89228']

const desktopScales = [1, 1.25, 1.5, 2, 3]
const faces = {
  idle: { plain: mark('#84929b', 1, null), template: mark('#000', 0.55, null) },
  active: { plain: mark('#1b9cb2', 1, null), template: mark('#000', 1, null) },
  look: { plain: mark('#84929b', 1, '#dc3a2f'), template: mark('#000', 1, '#000') },
}

/** Everything in assets/tray. Linux's panels are larger than other systems' trays. */
export const drawings: readonly Drawing[] = [
  ...Object.entries(faces).flatMap(([name, { plain, template }]) => [
    { name, px: 16, scales: desktopScales, svg: plain },
    { name: `${name}-24`, px: 24, scales: [1, 2], svg: plain },
    // macOS knows by this ending that it may tint it.
    { name: `${name}Template`, px: 18, scales: [1, 2], svg: template },
  ]),
  ...markColours.flatMap((colour, n) => [
    { name: `mark-${n}`, px: 16, scales: [1, 2], svg: svg(16, `<circle cx="8" cy="8" r="4" fill="${colour}"/>`) },
    {
      name: `ring-${n}`,
      px: 16,
      scales: [1, 2],
      svg: svg(16, `<circle cx="8" cy="8" r="3" fill="none" stroke="${colour}" stroke-width="2"/>`),
    },
  ]),
  {
    name: 'finished',
    px: 16,
    scales: [1, 1.5, 2],
    svg: svg(
      16,
      '<circle cx="8" cy="8" r="8" fill="#1f8a4c"/><path d="M4.5 8.3l2.4 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>',
    ),
  },
]

/** A drawing's file at one scale: "idle.png", "idle@2x.png". */
export function fileOf({ name }: Drawing, scale: number): string {
  return scale === 1 ? `${name}.png` : `${name}@${scale}x.png`
}
