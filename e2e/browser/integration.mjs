// Putting a way on a page of one's own: the picture follows what is chosen, the page takes the code and is pressed, the customer who reads it
// becomes a friend, and the console says by which page and button they came.
import { Agent } from './agent.mjs'
import { accessible } from './axe.mjs'
import { pressInApp } from './miniprogram.mjs'
import { Phone, Platform } from './phone.mjs'
import { openShelf } from './shelf.mjs'
import { check, openStage, play, step, until } from './stage.mjs'
import { en, zh } from './words.mjs'

const { CHROMIUM, MENLING_CONSOLE: url, MENLING_PHONE, MENLING_SANDBOX, MENLING_EMAIL: email, MENLING_PASSWORD: password, MENLING_SCREENSHOTS: album } = process.env
const stage = await openStage({ browser: CHROMIUM, album })
const lin = new Agent(await stage.open('lin', 1440, 900), url, '林晓', zh)
const platform = new Platform(MENLING_SANDBOX)
const phone = new Phone(await stage.open('phone', 1440, 900), MENLING_PHONE)
const shop = await stage.open('shop', 800, 600)
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
  way = items.find((w) => w.kind === 'contact' && w.phase === 'confirmed' && w.members.length === 1 && w.skip_verify)
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
  await page.getByRole('button', { name: '存为活码的样子' }).click()
  await page.getByText('这个活码设置了 1 项样子').waitFor()
  await page.locator('.phone .card').waitFor()
  check(!(await code(page, 'page.wxml')).includes('styleType'), 'what the way says itself, the code need not say')
  await page.getByText('官方插件', { exact: true }).click()
  check((await code(page, 'app.json')).includes('wx104a1a20c3f81ec2') && (await code(page, 'page.wxml')).startsWith('<cell'), 'the official plugin takes the same')
}

/** What the console writes for a web page works on one, once its origin is allowed. */
async function onAPage() {
  const { page } = lin
  await page.getByText('网页', { exact: true }).click()
  await page.getByPlaceholder('hero').fill('hero')
  await page.locator('pre', { hasText: 'button="hero"' }).waitFor()
  const written = await code(page, 'index.html')
  await page.goto(`${url}/settings/origins`)
  await page.getByRole('textbox').fill(shelf.url)
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('已保存').waitFor()
  check(JSON.stringify((await lin.must('GET', '/kit-settings')).origins) === JSON.stringify([shelf.url]), 'the origin is allowed')
  shelf.put('/', written)
  await shop.goto(shelf.url)
  await shop.locator('menling-contact').locator('.card').waitFor() // the way's own look
  await accessible(shop, 'a page with the element')
}

const read = async (customer, picture) => {
  await phone.readPicture(customer, Buffer.from(await (await fetch(picture)).arrayBuffer()))
  await phone.id('screen-chat').waitFor()
}

/** Whoever waits in the console hears of the press, and the code that is shown makes a friend. */
async function pressed() {
  const { page } = lin
  await page.goto(`${url}/ways/${way.id}/integrate?for=web`)
  await page.locator('[data-state=waiting]').getByText('正在等第一次点击').waitFor()
  await stage.look(page, 'press-waiting.png')
  await shop.getByRole('button', { name: /联系我/ }).click()
  await shop.waitForFunction(() => document.querySelector('menling-contact').shadowRoot.querySelector('.qr')?.naturalWidth > 0)
  await accessible(shop, 'the code on it')
  await stage.look(shop, 'press-code.png')
  const came = page.locator('[data-state=came]')
  await came.getByText('第一次点击').waitFor()
  for (const words of ['来自页面 / 的按钮 hero', '结果 0']) await came.getByText(words).waitFor()
  await accessible(page, 'the first press')
  await read('c09', await shop.locator('.qr').getAttribute('src'))
  await until('a friend of this way', async () => (await lin.must('GET', `/customers?way=${way.id}&event=added`)).items.length > 0)
}

/** The kit of a mini program presses the same server: who comes by its code is known with page and button. */
async function attributed() {
  const { page } = lin
  const answer = await pressInApp(platform, { customer: 'c08', page: 'pages/detail/index' }, { server: url, appid: account.platform_id, plugid: way.config_id, button: 'ask' })
  check(answer.errcode === 0 && answer.notifytype === 1, `the press is answered ${JSON.stringify(answer)}`)
  await read('c08', answer.qr_code)
  const press = await until('a press of somebody known', async () => (await lin.must('GET', `/presses?way=${way.id}&button=ask`)).items.find((p) => p.customer))
  await page.goto(`${url}/customers/${press.customer.id}`)
  await page.getByText('点击按钮：pages/detail/index · ask').waitFor()
  await page.goto(`${url}/channels`)
  const top = page.locator('.funnel button', { hasText: '点击' })
  check((await top.locator('.num').first().innerText()) === '2', 'the funnel begins with two presses')
  await stage.look(page, 'press-funnel.png')
  await top.click()
  const list = page.getByRole('dialog', { name: '按钮点击' })
  await list.getByRole('link', { name: press.customer.name }).getByText('pages/detail/index · ask').waitFor()
  await list.getByText('/ · hero').waitFor()
  await accessible(page, 'the presses behind a number')
  await stage.look(page, 'press-list.png')
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
  await step('a press on it, heard of in the console, and a friend', pressed)
  await step('a press in a mini program, and what the console says of it', attributed)
  await step('nothing serious for axe: Chinese, light, wide', () => readable('zh-light', zh, 1440, 900, {}))
  await step('nothing serious for axe: English, dark, narrow', () => readable('en-dark', en, 390, 844, { colorScheme: 'dark', hasTouch: true, isMobile: true }))
}

await play(stage, story, { end: () => shelf.close() })
