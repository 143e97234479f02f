/** Where the ending of a file's name begins; the whole length where it has none. A number behind a point is no ending. */
export function stemEnd(name: string): number {
  const found = /\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,5}$/i.exec(name)
  return found && found.index > 0 ? found.index : name.length
}
