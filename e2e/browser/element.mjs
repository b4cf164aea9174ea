// <menling-contact> on pages of somebody's own: each style, a press and all that it may come to, and who may not use it.
import { accessible } from './axe.mjs'
import { openKit, silence } from './kit.mjs'
import { portrait } from './drawings.mjs'
import { loads, openShelf, reactPage, strict, vuePage } from './shelf.mjs'
import { sheet } from './sheet.mjs'
import { check, expecting, openStage, play, step } from './stage.mjs'
import { cutWords, openWire } from './wire.mjs'

const { CHROMIUM, MENLING_QR, MENLING_SCREENSHOTS } = process.env
const stage = await openStage({ browser: CHROMIUM, album: MENLING_SCREENSHOTS })
const shelf = await openShelf()
const kit = await openKit({ picture: MENLING_QR, allowed: [shelf.url] })
kit.ways.set('1', { name: '张三', avatar: portrait })
kit.ways.set('2', { persons: 'multi', name: '', style: { styleType: 3, buttonText: 1, buttonStyle: 'light' } })
kit.ways.set('3', { avatar: `${kit.url}/kit/v1/ways/none/qr.png`, name: '<img src=x onerror=alert(1)>' })

const cellOf = (page) => page.locator('menling-contact')
const dialogOf = (page) => page.getByRole('dialog')
const told = (page) => page.evaluate(() => window.told)
const last = async (page) => (await told(page)).at(-1)?.[1]

async function visit(page, body, { at = '/', server = kit.url, origin = shelf.url, ...more } = {}) {
  shelf.put(at, body, { head: loads(server), ...more })
  await page.goto(origin + at)
}

/** Presses and waits for what is told afterwards. */
async function press(page, name = /联系/) {
  const before = (await told(page)).length
  await page.getByRole('button', { name }).click()
  await page.waitForFunction((n) => window.told.length >= n + 2, before)
  return last(page)
}

const seen = (page) => page.waitForFunction(() => document.querySelector('menling-contact').shadowRoot.querySelector('.qr')?.naturalWidth > 0)

async function ring(page) {
  await visit(page, '<menling-contact plugid="1" button="hero"></menling-contact>')
  await page.getByText('张三').waitFor()
  await accessible(page, 'a cell')
  const detail = await press(page)
  check(JSON.stringify(detail) === JSON.stringify({ errcode: 0, notifytype: 1, name: '张三', headurl: '' }), `told ${JSON.stringify(detail)}`)
  const { press_key: key, ...body } = kit.presses.at(-1)
  check(/^[0-9a-f]{32}$/.test(key), `a key of its own: ${key}`)
  check(body.button === 'hero' && body.page === '/' && body.in === 'web' && body.appid === '' && body.can_show_code === true, `asked ${JSON.stringify(body)}`)
  await dialogOf(page).getByText('打开微信，用「扫一扫」扫这个码').waitFor()
  await seen(page)
  await accessible(page, 'the dialog')
}

/** All by keys: what opens holds the focus, and gives it back. */
async function keys(page) {
  const focused = () => page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.className ?? '')
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('Tab')
    check(['close', ''].includes(await focused()), `the focus stays inside, not on ${await focused()}`)
  }
  await page.keyboard.press('Escape')
  await dialogOf(page).waitFor({ state: 'detached' })
  check((await focused()).includes('press'), `the focus is on the button again, not on ${await focused()}`)
  await page.keyboard.press('Enter')
  await dialogOf(page).waitFor()
  await page.mouse.click(5, 5)
  await dialogOf(page).waitFor({ state: 'detached' })
}

async function looks(page) {
  const text = (selector) => cellOf(page).locator(selector).innerText()
  await visit(page, '<menling-contact plugid="2"></menling-contact>')
  await page.getByRole('button', { name: /立即联系/ }).waitFor() // as the company set it
  check((await cellOf(page).locator('.card .button.light').count()) === 1, 'the company chose a light button in a chat bubble')
  check((await cellOf(page).locator('.text').count()) === 0, 'several persons say nothing of their own')
  await visit(page, '<menling-contact plugid="2" styleType="1" button-text="9" button-style="primary" padding-style="8" icon-style="light"></menling-contact>')
  await cellOf(page).locator('.row .avatar.light').waitFor() // the page's own comes first, what it may not be is left out
  check((await text('.button.primary')) === '立即联系', 'the company’s text stands where the page’s own is none')
  await visit(page, '<menling-contact plugid="1" style-type="2" bubble-color="C2362B"></menling-contact>')
  const round = cellOf(page).getByRole('button', { name: '联系我' })
  await page.waitForFunction(() => !document.querySelector('menling-contact').shadowRoot.querySelector('.unread'))
  check((await round.evaluate((el) => getComputedStyle(el).backgroundColor)) === 'rgb(194, 54, 43)', 'a bubble in its colour')
  await cellOf(page).evaluate((el) => Object.assign(el, { blockStyle: 'button', buttonText: 3 }))
  await cellOf(page).getByRole('button', { name: '在线咨询' }).waitFor()
  check((await cellOf(page).evaluate((el) => el.styleType)) === 2, 'a property reads as it was written')
}

/** A hidden name is not asked for, and what a name says is never markup. */
async function names(page) {
  page.expected.push(/404/)
  await visit(page, '<menling-contact plugid="1" is-mask contact-text="2"></menling-contact>')
  await page.getByText('联系客服').waitFor()
  await page.waitForFunction(() => !document.querySelector('menling-contact').shadowRoot.querySelector('.unread'))
  check(kit.reads.at(-1).mask === '1', 'it is asked without the name')
  check(!(await page.content()).includes('张三') && (await page.getByText('张三').count()) === 0, 'the name is nowhere')
  await press(page, /咨询服务|联系我/)
  await dialogOf(page).getByText('加为联系人').waitFor()
  await visit(page, '<menling-contact plugid="3"></menling-contact>')
  await page.getByText('<img src=x').waitFor()
  await cellOf(page).locator('.avatar svg').waitFor() // a picture that does not come leaves the drawing
}

/** What a press may come to besides a code, each in words and with a way on. */
async function codes(page) {
  const rows = [
    [{ errcode: -3008, notifytype: 0 }, '现在没有人可以联系', { errcode: -3008, notifytype: 0 }],
    [{ errcode: -3005, notifytype: 0 }, '没有成功，请检查网络', { errcode: -3005, notifytype: 0 }],
    [{ errcode: -3006, name: '张三' }, '你们已经是好友了', { errcode: -3006, notifytype: 1, name: '张三', headurl: '' }],
    [{ status: 429 }, '点得太快了', { errcode: -3005, notifytype: 0 }],
  ]
  await visit(page, '<menling-contact plugid="1"></menling-contact>')
  for (const [answer, words, want] of rows) {
    kit.answers.set('1', answer)
    const detail = await expecting(page, [/429/], () => press(page, /联系我/))
    check(JSON.stringify(detail) === JSON.stringify(want), `${JSON.stringify(answer)} is told as ${JSON.stringify(detail)}`)
    await dialogOf(page).getByText(words).waitFor()
    await accessible(page, `the dialog of ${want.errcode}`)
    await page.keyboard.press('Escape')
    await dialogOf(page).waitFor({ state: 'detached' })
  }
  kit.answers.delete('1')
  kit.answers.set('1', { qr_code: `${kit.url}/kit/v1/ways/none/qr.png` })
  await expecting(page, [/404/], () => press(page, /联系我/))
  await dialogOf(page).getByText('二维码没有显示出来').waitFor()
  kit.answers.delete('1')
  await dialogOf(page).getByRole('button', { name: '再试一次' }).click()
  await seen(page)
}

/** A server that is gone, before and after the way was read; a press repeated after silence is the same press. */
async function dead(page) {
  const wire = await openWire(kit.url)
  page.expected.push(...cutWords, /ERR_FAILED|net::ERR/)
  await visit(page, `<menling-contact plugid="1" server="${wire.url}"></menling-contact>`, { server: kit.url })
  await page.getByText('张三').waitFor()
  wire.cut()
  check((await press(page, /联系我/)).errcode === -3005, 'it is known that it could not be sent')
  await dialogOf(page).getByText('没有成功，请检查网络').waitFor()
  wire.heal()
  await dialogOf(page).getByRole('button', { name: '再试一次' }).click()
  await seen(page)
  wire.cut()
  await page.reload()
  check((await press(page, /联系我/)).errcode === -3002, 'nothing could be read')
  wire.heal()
  await dialogOf(page).getByRole('button', { name: '再试一次' }).click()
  await seen(page)
  wire.close()
}

async function silent(page) {
  kit.answers.set('1', silence)
  await visit(page, '<menling-contact plugid="1"></menling-contact>')
  await page.getByText('张三').waitFor()
  check((await press(page, /联系我/)).errcode === -3005, 'silence ends')
  kit.answers.delete('1')
  await dialogOf(page).getByRole('button', { name: '再试一次' }).click()
  await seen(page)
  const [first, second] = kit.presses.slice(-2).map((body) => body.press_key)
  check(first === second, 'the same press keeps its key')
}

async function foreign(page) {
  page.expected.push(/CORS|403|ERR_FAILED/)
  const before = kit.presses.length
  await visit(page, '<menling-contact plugid="1"></menling-contact>', { origin: shelf.foreign })
  check((await press(page, /联系我/)).errcode === -3002, 'another origin reads nothing')
  await dialogOf(page).getByText('暂时联系不上').waitFor()
  check(kit.presses.length === before, 'and presses nothing')
}

async function underPolicy(page) {
  await visit(page, '<menling-contact plugid="1"></menling-contact>', { at: '/strict', policy: strict(kit.url) })
  await page.getByText('张三').waitFor()
  await press(page)
  await seen(page) // whatever the policy refuses is a fault of this story
}

async function frameworks(page) {
  for (const [at, made] of [['/vue', vuePage(kit.url)], ['/react', reactPage(kit.url)]]) {
    const { body, head } = made
    await visit(page, body, { at, head })
    await cellOf(page).locator('.card').waitFor()
    await page.getByRole('button', { name: '一行' }).click()
    await cellOf(page).locator('.row').getByText('张三').waitFor()
    await press(page, /^联系/)
    await seen(page)
    if (at === '/vue') await page.locator('output').getByText('0', { exact: true }).waitFor()
    else check((await cellOf(page).locator('.button').first().innerText()) === '联系客服', 'an attribute of React’s')
  }
}

/** In WeChat a long press opens the code; in English, in the dark, on a phone, everything can be read. */
async function inWeChat() {
  const userAgent = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 MicroMessenger/8.0.50'
  const phone = await stage.open('wechat', 390, 844, { userAgent, colorScheme: 'dark', locale: 'en-US', hasTouch: true, isMobile: true })
  await visit(phone, '<menling-contact plugid="1" server="" style-type="3"></menling-contact>')
  await phone.getByText('Ask me anything').waitFor()
  await press(phone, /Contact me/)
  await dialogOf(phone).getByText('Press and hold the code').waitFor()
  await seen(phone)
  await stage.look(phone, 'element-wechat.png')
}

async function story() {
  const page = await stage.open('shop', 1000, 700)
  await step('a press shows the code', () => ring(page))
  await step('by keys', () => keys(page))
  await step('what a page, a company and nobody says of the look', () => looks(page))
  await step('names', () => names(page))
  await step('what a press may come to', () => codes(page))
  await step('a server that is gone', () => dead(page))
  await step('a server that says nothing', () => silent(page))
  await step('a strict content policy', () => underPolicy(page))
  await step('Vue and React', () => frameworks(page))
  await step('an origin that is not allowed', async () => foreign(await stage.open('stranger', 800, 600)))
  await step('in WeChat', inWeChat)
  await step('every look on one sheet', () => sheet(stage, shelf, kit))
}

await play(stage, story, { end: () => (shelf.close(), kit.close()) })
