import { levelByName, nameByLevel } from '../server/accounts.ts'
import { textArg, type Methods } from './method.ts'

/** Accounts. Passwords are told in clear text, localclient's too: that is what real daemons do (observed). */
export const people: Methods = {
  'core.get_known_accounts': (house) =>
    house.accounts.all().map(({ username, password, level }) => ({
      username,
      password,
      authlevel: nameByLevel.get(level) ?? 'NORMAL',
      authlevel_int: level,
    })),
  'core.create_account': (house, _guest, args) =>
    house.accounts.create(textArg(args, 'username'), textArg(args, 'password'), textArg(args, 'authlevel')),
  'core.update_account': (house, _guest, args) =>
    house.accounts.update(textArg(args, 'username'), textArg(args, 'password'), textArg(args, 'authlevel')),
  'core.remove_account': (house, guest, args) => house.accounts.remove(textArg(args, 'username'), guest.username),
  // The second dict has integer keys (observed).
  'core.get_auth_levels_mappings': () => [levelByName, nameByLevel],
}
