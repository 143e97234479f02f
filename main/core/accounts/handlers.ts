import type { accountCalls } from '../../../preload/contract/accounts.ts'
import type { Handlers } from '../context.ts'

export const accountHandlers: Handlers<keyof typeof accountCalls> = {
  'accounts.list': ({ app, permit }, { daemon }) => app.accounts.list(permit, daemon),
  'accounts.remembered': ({ app }, { daemon }) => app.accounts.remembered(daemon),
  'accounts.create': ({ app, permit }, args) => app.accounts.create(permit, args),
  'accounts.setLevel': ({ app, permit }, args) => app.accounts.setLevel(permit, args),
  'accounts.setPassword': ({ app, permit }, args) => app.accounts.setPassword(permit, args),
  'accounts.remove': ({ app, permit }, args) => app.accounts.remove(permit, args),
  'accounts.connect': ({ app }, args) => app.accounts.connect(args),
}
