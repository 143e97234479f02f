import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { DaemonId } from '../../../preload/contract/keys.ts'
import type { Desk } from '../../data/desk.svelte.ts'
import { problemText } from '../../text/told.ts'
import { accountWords } from '../../text/words.ts'
import type { MenuItem } from '../../ui/menu.ts'
import type { AccountRow } from './lines.ts'

/** What can be done with the connections of an account, in its menu: made, switched to, ended. */
export function usesOf(
  { account, users, isOwn }: AccountRow,
  daemon: Daemon,
  { bridge, toasts }: Pick<Desk, 'bridge' | 'toasts'>,
  connectAs: () => void,
): MenuItem[] {
  const words = accountWords.acts
  const link = async (call: 'daemons.connect' | 'daemons.disconnect', id: DaemonId): Promise<boolean> => {
    const answer = await bridge.call(call, { id })
    if (!answer.ok) toasts.say(problemText(answer.error), 'bad')
    return answer.ok
  }
  const others = users.filter(({ id }) => id !== daemon.id)
  if (others.length === 0) {
    return isOwn || account.name === '' ? [] : [{ label: words.connectAs(account.name), onSelect: connectAs }]
  }
  return others.flatMap((other): MenuItem[] => {
    if (other.link.state !== 'off') {
      return [{ label: words.disconnect(other.name), onSelect: () => void link('daemons.disconnect', other.id) }]
    }
    const instead = async (): Promise<void> => {
      if (await link('daemons.connect', other.id)) await link('daemons.disconnect', daemon.id)
    }
    return [
      { label: words.connect(other.name), onSelect: () => void link('daemons.connect', other.id) },
      { label: words.switchTo(other.name, daemon.name), onSelect: () => void instead() },
    ]
  })
}
