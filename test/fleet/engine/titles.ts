import type { Random } from './random.ts'

const MiB = 1024 ** 2
const GiB = 1024 ** 3

/** What a simulated torrent is called and how large things of its sort are. */
export interface Title {
  name: string
  /** A label that a person would give it. */
  label: string
  sizeBytes: number
  /** 0 = a single file without a folder. */
  files: number
  fileEnding: string
}

const distributions = [
  'debian-{v}-amd64-netinst.iso',
  'debian-live-{v}-arm64-gnome.iso',
  'ubuntu-{v}-desktop-amd64.iso',
  'ubuntu-{v}-live-server-amd64.iso',
  'Fedora-Workstation-Live-x86_64-{v}.iso',
  'archlinux-{date}-x86_64.iso',
  'openSUSE-Tumbleweed-DVD-x86_64-Snapshot{date}.iso',
  'linuxmint-{v}-cinnamon-64bit.iso',
  'alpine-standard-{v}-x86_64.iso',
  'NixOS-{v}-x86_64-linux.iso',
  'void-live-x86_64-{date}-xfce.iso',
  'FreeBSD-{v}-RELEASE-amd64-dvd1.iso',
  'raspios-lite-arm64-{date}.img.xz',
  'tails-amd64-{v}.img',
]

/** Films that may be passed on freely, and invented ones. */
const films = [
  'Big Buck Bunny',
  'Sintel',
  'Tears of Steel',
  'Cosmos Laundromat',
  'Sprite Fright',
  'Elephants Dream',
  'Spring (open movie)',
  'The Harbour Pilots',
  'A Year on the Estuary',
  'Ein Sommer am Bodden',
  'Le Marais au matin',
  'Река и люди',
  '潮の満ち引き',
  'Żuławy z lotu ptaka',
]
const pictures = ['720p WebM', '1080p AV1', '2160p HEVC 10-bit', '1080p x264', '4096p master ProRes']

const recordings = [
  'Musopen – Complete String Quartets',
  'Field Recordings: Wadden Sea {date}',
  'LibriVox – The Voyage Out, read aloud',
  'Netlabel Sampler Vol. {n}',
  'Chorkonzert in der Stadtkirche {date}',
  'Gamelan di Alun-Alun {date}',
  '雅楽の夕べ {date}',
  'Концерт в филармонии {date}',
]
const sounds = ['FLAC', 'Opus 160k', '24-bit 96 kHz FLAC', 'Vorbis q7']

const books = [
  'Project Gutenberg DVD {date}',
  '青空文庫 {date}',
  'Bibliothèque – cartes anciennes, feuilles {n}',
  'أرشيف الخرائط القديمة {n}',
  'Öffentliche Vorlesungen Physik {date}',
  'Открытые лекции по математике, том {n}',
  '국립도서관 디지털 자료 {n}',
  'Standard Ebooks – shelf {n}',
  'Herbarium scans, drawer {n}',
]

const data = [
  'planet-{date}.osm.pbf',
  'enwiki-{date}-pages-articles-multistream.xml.bz2',
  'dewiki-{date}-all-titles.gz',
  'Sentinel-2 mosaic, tile {n}',
  'Common Voice corpus {v} (de)',
  'ocean-buoys-{date}.parquet',
  'Kepler light curves Q{n}',
  'genome assemblies batch {n}',
  'tide gauges of the world {date} 🌊',
  'stackexchange-dump-{date}',
]

/** What stands for a title, or for a part of one, where a machine has no font for it. */
const plainer: Readonly<Record<string, string>> = {
  潮の満ち引き: 'Ebb and Flow',
  雅楽の夕べ: 'An Evening of Gagaku',
  青空文庫: 'Aozora Bunko',
  '국립도서관 디지털 자료': 'National Library, digital collection',
  ' 🌊': '',
}

/** The same name in letters that hardly any machine lacks. */
export function inCommonLetters(name: string): string {
  return Object.entries(plainer).reduce((text, [rare, plain]) => text.replace(rare, plain), name)
}

function filled(pattern: string, random: Random): string {
  return pattern
    .replace(
      '{v}',
      () => `${random.int(3, 44)}.${random.int(0, 12)}${random.chance(0.4) ? `.${random.int(1, 9)}` : ''}`,
    )
    .replace('{date}', () => {
      const pad = (value: number): string => String(value).padStart(2, '0')
      return `${random.int(2017, 2026)}${pad(random.int(1, 12))}${pad(random.int(1, 28))}`
    })
    .replace('{n}', () => String(random.int(1, 9999)))
}

type Maker = (random: Random) => Title

const makers: readonly Maker[] = [
  (random) => ({
    name: filled(random.pick(distributions), random),
    label: 'linux',
    sizeBytes: random.skewed(180 * MiB, 6 * GiB),
    files: 0,
    fileEnding: 'iso',
  }),
  (random) => ({
    name: `${random.pick(films)} ${random.pick(pictures)}${random.chance(0.3) ? ` [take ${random.int(2, 40)}]` : ''}`,
    label: 'video',
    sizeBytes: random.skewed(300 * MiB, 40 * GiB),
    files: random.chance(0.3) ? 0 : random.int(2, 14),
    fileEnding: random.pick(['mkv', 'webm', 'mp4']),
  }),
  (random) => ({
    name: `${filled(random.pick(recordings), random)} (${random.pick(sounds)})`,
    label: 'music',
    sizeBytes: random.skewed(60 * MiB, 3 * GiB),
    files: random.int(6, 40),
    fileEnding: 'flac',
  }),
  (random) => ({
    name: filled(random.pick(books), random),
    label: 'books',
    sizeBytes: random.skewed(2 * MiB, 9 * GiB),
    files: random.int(1, 60),
    fileEnding: random.pick(['epub', 'pdf', 'djvu']),
  }),
  (random) => ({
    name: filled(random.pick(data), random),
    label: 'data',
    sizeBytes: random.skewed(20 * MiB, 900 * GiB),
    files: random.chance(0.6) ? 0 : random.int(2, 200),
    fileEnding: random.pick(['parquet', 'tar.zst', 'csv.gz']),
  }),
]

export function makeTitle(random: Random): Title {
  const title = random.pick(makers)(random)
  title.sizeBytes = Math.round(title.sizeBytes)
  // A person labels most things, not all.
  if (random.chance(0.15)) title.label = ''
  return title
}

export const titleLabels = ['linux', 'video', 'music', 'books', 'data']
