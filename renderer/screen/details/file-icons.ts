import File from '@lucide/svelte/icons/file'
import FileArchive from '@lucide/svelte/icons/file-archive'
import FileHeadphone from '@lucide/svelte/icons/file-headphone'
import FileImage from '@lucide/svelte/icons/file-image'
import FilePlay from '@lucide/svelte/icons/file-play'
import FileText from '@lucide/svelte/icons/file-text'
import type { Icon } from '../../ui/menu.ts'

const endings: readonly (readonly [Icon, string])[] = [
  [FilePlay, 'mkv mp4 m4v avi mov webm mpg mpeg ts m2ts wmv flv ogv vob'],
  [FileHeadphone, 'mp3 flac ogg opus m4a m4b aac wav wma alac ape aiff'],
  [FileImage, 'jpg jpeg png gif webp avif svg bmp tif tiff heic raw'],
  [FileText, 'txt nfo md srt sub ass ssa vtt pdf epub mobi azw3 djvu html htm doc docx odt rtf cue log csv json xml'],
  [FileArchive, 'zip rar 7z tar gz xz bz2 zst iso img dmg cab deb rpm pkg jar'],
]
const icons: ReadonlyMap<string, Icon> = new Map(
  endings.flatMap(([icon, list]) => list.split(' ').map((ending): [string, Icon] => [ending, icon])),
)

/** What kind of file the ending of its name says that it is. */
export function fileIcon(name: string): Icon {
  return icons.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) ?? File
}
