/** Words of what full pages have in common. */
export const pageWords = {
  back: 'Back to the list',
  sections: 'Sections',
} as const
