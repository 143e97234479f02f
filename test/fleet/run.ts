/*
 * A fleet to try the app with:
 *
 *     node test/fleet/run.ts --daemons 4 --torrents 2000
 *
 * Prints one line for each daemon (host:port, user name, password, how many torrents, fingerprint, name) and runs until
 * it is interrupted or its standard input ends with --until-eof.
 */
import { parseArgs } from 'node:util'
import { activities, type ActivityName } from './engine/activity.ts'
import { startFleet, usualFleet } from './fleet.ts'

const { values } = parseArgs({
  options: {
    daemons: { type: 'string', default: '4' },
    torrents: { type: 'string', default: '500' },
    /** The first daemon's port; the others follow. 0 = free ones. */
    port: { type: 'string', default: '0' },
    activity: { type: 'string', default: 'calm' },
    json: { type: 'boolean', default: false },
    'until-eof': { type: 'boolean', default: false },
  },
})

const isActivity = (name: string): name is ActivityName => Object.hasOwn(activities, name)

function whole(name: 'daemons' | 'torrents' | 'port'): number {
  const number = Number(values[name])
  if (Number.isSafeInteger(number) && number >= 0) return number
  throw new Error(`--${name} takes a whole number.`)
}

const { activity } = values
if (!isActivity(activity)) throw new Error(`--activity takes one of ${Object.keys(activities).join(', ')}.`)
const firstPort = whole('port')
const entries = usualFleet(whole('daemons'), whole('torrents')).map((entry, index) => ({
  ...entry,
  activity,
  port: firstPort === 0 ? 0 : firstPort + index,
}))

const fleet = await startFleet(entries)
for (const { name, host, port, username, password, fingerprint, engine } of fleet.daemons) {
  const line = { name, host, port, username, password, torrents: engine.count, fingerprint }
  const { torrents } = line
  console.log(
    values.json ? JSON.stringify(line) : `${host}:${port} ${username} ${password} ${torrents} ${fingerprint} ${name}`,
  )
}

const end = (): void => void fleet.close().then(() => process.exit(0))
process.once('SIGINT', end)
process.once('SIGTERM', end)
if (values['until-eof']) process.stdin.resume().once('end', end)
