// Putting a way on a page of one's own: the picture follows what is chosen, the code is what the page takes, and the page may use it.
import { Agent } from './agent.mjs'
import { accessible } from './axe.mjs'
import { openShelf } from './shelf.mjs'
import { check, openStage, play, step } from './stage.mjs'
import { en, zh } from './words.mjs'

const { CHROMIUM, MENLING_CONSOLE: url, MENLING_EMAIL: email, MENLING_PASSWORD: password } = process.env
const stage = await openStage({ browser: CHROMIUM })
const lin = new Agent(await stage.open('lin', 1440, 900), url, '林晓', zh)
const shelf = await openShelf()
let way, account

const code = (page, file) => page.locator(`pre[aria-label="${file}"]`).innerText()

async function choose(page, field, option) {
  const named = page.locator('.field').filter({ has: page.getByText(field, { exact: true }) })
  await named.locator('.t-select').click()
  await page.locator('.t-select-option:visible', { hasText: option }).click()
}

async function signIn() {
  await lin.signIn({ email, password })
  const { items } = await lin.must('GET', '/ways?limit=50')
  way = items.find((w) => w.kind === 'contact' && w.phase === 'confirmed' && w.members.length === 1)
  account = (await lin.must('GET', '/accounts')).items.find((a) => a.kind === 'weapp')
}

async function picture() {
  const { page } = lin
  await page.goto(`${url}/ways/${way.id}`)
  await page.getByRole('button', { name: '接入', exact: true }).click()
  await page.waitForURL(`**/ways/${way.id}/integrate`)
  await page.getByRole('img', { name: '在手机上的样子' }).getByText(way.members[0].name).waitFor()
  check((await code(page, 'page.wxml')).includes(`plugid="${way.config_id}"`), 'the code names this way')
  await choose(page, '样式', '3 聊天气泡')
  await page.locator('.phone .card').getByText('有什么问题可以联系我咨询').waitFor()
  await page.locator('.field', { hasText: '内边距' }).getByText('样式 1 时有效').waitFor()
  check((await code(page, 'page.wxml')).includes('styleType="{{3}}"'), 'the code says the style')
  await page.getByText('官方插件', { exact: true }).click()
  check((await code(page, 'app.json')).includes('wx104a1a20c3f81ec2') && (await code(page, 'page.wxml')).startsWith('<cell'), 'the official plugin takes the same')
}

/** What the console writes for a web page works on one, once its origin is allowed. */
async function onAPage() {
  const { page } = lin
  await page.getByText('网页', { exact: true }).click()
  const written = await code(page, 'index.html')
  await page.goto(`${url}/settings/origins`)
  await page.getByRole('textbox').fill(shelf.url)
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('已保存').waitFor()
  check(JSON.stringify((await lin.must('GET', '/kit-settings')).origins) === JSON.stringify([shelf.url]), 'the origin is allowed')
  shelf.put('/', written)
  const shop = await stage.open('shop', 800, 600)
  shop.expected.push(/404|CORS|ERR_FAILED/)
  await shop.goto(shelf.url)
  await shop.locator('menling-contact').locator('.card').waitFor()
}

const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)

async function readable(name, words, width, height, options) {
  const desk = new Agent(await stage.open(name, width, height, options), url, name, words)
  const { page } = desk
  if (words === en) {
    page.expected.push(/401.*\/api\/v1\/session/)
    await page.goto(url)
    await page.getByRole('button', { name: 'English' }).click()
  }
  await desk.signIn({ email, password })
  for (const at of [`ways/${way.id}/integrate`, `ways/${way.id}/integrate?for=web`, `settings/accounts/${account.id}/integrate`, `settings/accounts/${account.id}/integrate?for=taro&by=plugin`]) {
    await page.goto(`${url}/${at}`)
    await page.locator('pre').first().waitFor()
    await accessible(page, `${at}, ${name}`)
    check(await fits(page), `nothing of ${at} hangs over the edge, ${name}`)
    await stage.look(page, `${at.replaceAll(/\W/g, '-')}-${name}.png`)
  }
  await page.goto(`${url}/settings/origins`)
  await page.getByRole('textbox').waitFor()
  await accessible(page, `origins, ${name}`)
  await stage.look(page, `origins-${name}.png`)
}

async function story() {
  await step('sign in', signIn)
  await step('the picture and the code follow what is chosen', picture)
  await step('the code on a page of another origin', onAPage)
  await step('nothing serious for axe: Chinese, light, wide', () => readable('zh-light', zh, 1440, 900, {}))
  await step('nothing serious for axe: English, dark, narrow', () => readable('en-dark', en, 390, 844, { colorScheme: 'dark', hasTouch: true, isMobile: true }))
}

await play(stage, story, { end: () => shelf.close() })
