// The stage: one Chromium, pages that may not fail unseen, pictures, and steps with their times.
import { mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

/** How long something may take that the product does by itself, in milliseconds. Generous: the machine may be busy. */
export const patience = 1000 * Number(process.env.MENLING_PATIENCE ?? 30)

const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--mute-audio', '--force-color-profile=srgb']

// A window of Chromium draws the lists of its address bar as pages of their own, which take two thirds of what a new window costs. Nobody
// sees them here. Chromium heeds the last of such lists alone, so this one has what Playwright would turn off, too.
const features = [
  'WebUIOmniboxPopup', 'WebUIOmniboxFullPopup', 'WebUIOmniboxAimPopup',
  'AimEnabled', 'AvoidCorsURLLoaderRestartOnRedirect', 'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsFirstBalancedModeAutoEnable', 'HttpsUpgrades',
  'LensOverlay', 'MediaRouter', 'NetworkTimeServiceQuerying', 'OptimizationHints', 'PaintHolding', 'PreconnectToSearch', 'ThirdPartyStoragePartitioning',
]

/** Pictures go to the folder `album`. Without one they go to a folder of their own, as those of a failure always do. */
export async function openStage({ browser: executablePath, album }) {
  const browser = await chromium.launch({ executablePath, args: [...flags, `--disable-features=${features}`] })
  const folder = await mkdtemp(join(tmpdir(), 'menling-pictures-'))
  if (album) await mkdir(album, { recursive: true })
  const faults = []
  const pages = []

  /** A person's browser window. Whatever goes wrong in it is a fault, unless it is provoked inside `expecting`. */
  async function open(name, width, height, options = {}) {
    const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', colorScheme: 'light', ...options })
    context.setDefaultTimeout(patience)
    const page = await context.newPage()
    page.expected = []
    pages.push([name, page])
    watch(page, (text) => {
      if (!page.expected.some((pattern) => pattern.test(text))) faults.push(`${name}: ${text}`)
    })
    return page
  }

  /** What one sees now, as a file of this name. */
  async function picture(page, file, to = album || folder) {
    await page.mouse.move(0, 0) // nothing is hovered over
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: join(to, file), animations: 'disabled', caret: 'hide' })
  }

  /** The same of a passing state, for the eyes of those who make an album; it is not part of it. */
  const look = (page, file) => album && picture(page, file, folder)

  /** Pictures of every window, for whoever looks for the cause of a failure. */
  async function lastLook() {
    for (const [name, page] of pages) await page.screenshot({ path: join(folder, `failed-${name}.png`), timeout: 5_000 }).catch(() => {})
  }

  const trace = (page, categories) => browser.startTracing(page, { categories: categories.split(',') })
  const traced = async () => (await browser.stopTracing()).toString()

  return { open, trace, traced, look, picture, lastLook, faults, folder, close: () => browser.close() }
}

function watch(page, fault) {
  page.on('pageerror', (error) => fault(`error ${error.stack ?? error}`))
  page.on('console', (message) => {
    if (message.type() === 'error') fault(`console ${message.text()} ${message.location().url ?? ''}`)
  })
  page.on('response', (answer) => {
    if (answer.status() >= 400) fault(`answer ${answer.status()} ${answer.request().method()} ${answer.url()}`)
  })
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? ''
    if (why !== 'net::ERR_ABORTED') fault(`request ${why} ${request.url()}`) // aborted: the page itself went on
  })
}

/** Does something that is meant to fail in these ways. They are allowed from now on: what is reported may be late. */
export async function expecting(page, patterns, act) {
  page.expected.push(...patterns)
  return act()
}

/** One step of the story, told with its time. */
export async function step(what, act) {
  const begin = performance.now()
  try {
    return await act()
  } catch (error) {
    console.log(`failed: ${what}`)
    throw error
  } finally {
    const took = ((performance.now() - begin) / 1000).toFixed(1)
    console.log(`${took.padStart(5)} s  ${what}`)
  }
}

/** Waits until ask gives a truthy answer, which it returns. For what no page shows, such as the platform's log. */
export async function until(what, ask, patient = patience) {
  const late = Date.now() + patient
  for (;;) {
    const found = await ask()
    if (found) return found
    if (Date.now() > late) throw new Error(`${what} did not come about within ${patient / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export function check(holds, what) {
  if (!holds) throw new Error(`it should be so: ${what}`)
}

/** Plays a story to its end; where it fails, says why, with pictures and what else was measured or went wrong. */
export async function play(stage, story, { told = () => [], end = () => {} } = {}) {
  try {
    await story()
    check(stage.faults.length === 0, 'no error in any browser')
    console.log([...told(), `pictures: ${stage.folder}`].join('\n'))
  } catch (error) {
    await stage.lastLook()
    console.log(error.stack)
    console.log([`pictures: ${stage.folder}`, ...told(), ...stage.faults].join('\n'))
    process.exitCode = 1
  } finally {
    end()
    await stage.close()
  }
}
