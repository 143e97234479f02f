/** Electron's makers fix faults in so many majors. */
const supportedMajors = 3

/** Whether our version of Electron still gets fixes, seen from the newest one. Throws when either is no version. */
export function isSupported(ours: string, newest: string): boolean {
  return majorOf(newest) - majorOf(ours) < supportedMajors
}

function majorOf(version: string): number {
  const major = /^(\d+)\.\d+\.\d+/.exec(version)?.[1]
  if (major === undefined) throw new Error(`"${version}" is no version.`)
  return Number(major)
}
