/** Whether every mark carries its daemon's first letter: with more daemons than colours, a colour alone tells nothing. */
export const marks = $state({ letters: false })
