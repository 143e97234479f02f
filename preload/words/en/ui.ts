/** Words of the window's plain parts. */
export const uiWords = {
  actions: 'Actions',
  messages: 'Messages',
  dismiss: 'Dismiss',
  showPassword: 'Show the password',
  hidePassword: 'Hide the password',
} as const
