/** Words of the tabs of the details, and of what is in Files and History. */
export const tabWords = {
  names: {
    status: 'Status',
    files: 'Files',
    peers: 'Peers',
    trackers: 'Trackers',
    options: 'Options',
    history: 'History',
  },
  chooseOne: 'Choose one torrent',
  chooseOneText: 'This is shown of one torrent at a time.',
} as const
