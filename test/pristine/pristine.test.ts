import { readFile } from 'node:fs/promises'
import { expect, it, onTestFinished } from 'vitest'
import { needs } from '../needs.ts'
import { type Generation, generations, PristinePlace } from './place.ts'

const { describe } = needs('mmdebstrap')

/** A first `npm ci` fetches some 200 MB, the tests run on what there is. */
const longest = 8 * 60_000

async function placeWith(generation: Generation): Promise<PristinePlace> {
  const place = await PristinePlace.make(generation)
  onTestFinished(() => place.remove(), 60_000)
  return place
}

/** Shown when it fails: the whole output, not a number alone. */
function succeeded({ code, output }: { code: number | null; output: string }): void {
  if (code !== 0) throw new Error(`It ended with ${code}:\n${output.slice(-10_000)}`)
}

describe('a machine where nothing is installed but Node', { timeout: longest }, () => {
  // The newest Node runs all of them in this run anyway: there those that load something of another make are enough.
  const tests = [
    { generation: generations.oldest, what: [] },
    { generation: generations.newest, what: ['test/unit/store', 'test/unit/wire', 'test/unit/start'] },
  ]
  for (const { generation, what } of tests) {
    it(`runs both commands of the README with Node ${generation.node} and npm ${generation.npm}`, async () => {
      const place = await placeWith(generation)
      succeeded(await place.run('npm', 'ci'))

      // What a person types; without a display it is the web door, and says so.
      const shown = await place.start(/Estuary is at (\S+)/, 'npm', 'start', '--', '--no-open', '--data', '/tmp/shown')
      expect(shown.output()).toContain('There is no display here')
      await shown.end()

      const started = await place.start(/Estuary is at (\S+)/, 'npm', 'start', '--', '--web', '--no-open')
      const answer = await fetch(started.found, { redirect: 'manual' })
      expect(answer.status).toBe(200)
      const page = await fetch(new URL('/', started.found), {
        headers: { cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' },
      })
      expect(await page.text()).toContain('<title>Estuary</title>')
      await started.end()

      succeeded(await place.run('npm', 'test', '--', '--project', 'unit', ...what))
      const { passed, failed } = JSON.parse(await readFile(place.path('test/.artifacts/summary.json'), 'utf8')) as {
        passed: number
        failed: number
      }
      expect(failed).toBe(0)
      expect(passed).toBeGreaterThan(0)
      console.log(
        `Node ${generation.node}, npm ${generation.npm}: ${passed} unit tests passed where nothing is installed.`,
      )
    })
  }

  it('says in one sentence what is needed where Node is too old', async () => {
    const place = await placeWith(generations.tooOld)
    succeeded(await place.run('npm', 'ci'))
    for (const script of ['start', 'test', 'bench', 'demo', 'dev']) {
      const { code, output } = await place.run('npm', 'run', '--silent', script)
      expect({ script, code, output: output.trim() }).toEqual({
        script,
        code: 1,
        output: `Estuary needs Node 22.18 or newer, and this is Node ${generations.tooOld.node}: install a newer one.`,
      })
    }
  })
})
