/** Whether Command is the key that Ctrl is elsewhere. */
export const isMac = /mac/i.test(navigator.userAgent)
