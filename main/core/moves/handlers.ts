import type { moveCalls, moveFeeds } from '../../../preload/contract/moves.ts'
import type { FeedOpeners, Handlers } from '../context.ts'

export const moveHandlers: Handlers<keyof typeof moveCalls> = {
  'torrents.move': ({ app, permit }, { keys, targets }) => app.moves.begin(permit, keys, targets),
}

export const moveOpeners: FeedOpeners<keyof typeof moveFeeds> = {
  moves: ({ app }, _args, { item }) => {
    item(app.moves.now())
    return app.moves.told.on(item)
  },
}
