/*
 * Chromium knows no scheme of the program's own, so app://host/path is shown to it as a secure address of a host that
 * does not exist, every request to which is answered here.
 */
const suffix = '.app.scheme.test'

export function pageUrl(url: string): string {
  const match = /^app:\/\/([^/?#]*)(.*)$/s.exec(url)
  return match ? `https://${match[1] ?? ''}${suffix}${match[2] ?? ''}` : url
}

export function appUrl(url: string): string {
  const match = /^https:\/\/([^/?#]*)(.*)$/s.exec(url)
  const host = match?.[1] ?? ''
  return host.endsWith(suffix) ? `app://${host.slice(0, -suffix.length)}${match?.[2] ?? ''}` : url
}
