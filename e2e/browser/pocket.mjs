// The inbox in an agent's pocket: a telephone, a network that comes and goes, and a check of what can be read and reached.
import { accessible } from './axe.mjs'
import { Desk } from './desk.mjs'
import { Platform } from './phone.mjs'
import { check, expecting, openStage, play, step, until } from './stage.mjs'
import { cutWords, openWire } from './wire.mjs'
import { en, zh } from './words.mjs'

const { CHROMIUM, MENLING_CONSOLE, MENLING_SANDBOX, MENLING_SCREENSHOTS, MENLING_EMAIL: email, MENLING_PASSWORD: password } = process.env
const stage = await openStage({ browser: CHROMIUM, album: MENLING_SCREENSHOTS })
const platform = new Platform(MENLING_SANDBOX)
const wire = await openWire(MENLING_CONSOLE)
const phone = { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
const lin = new Desk(await stage.open('pocket', 390, 844, phone), wire.url)
const { page } = lin

/** Messages as the server has them. */
async function sentTexts() {
  const { items } = await (await page.request.get(`${MENLING_CONSOLE}/api/v1/conversations?list=mine`)).json()
  const said = await (await page.request.get(`${MENLING_CONSOLE}/api/v1/conversations/${items[0].id}/messages`)).json()
  return said.items.filter((m) => m.direction === 'out').map((m) => m.text)
}

async function answers() {
  await lin.signIn({ email, password })
  await platform.scan('c03', '前台')
  await platform.enter('c03', 'from=detail&id=3')
  await platform.write('c03', '洗牙大概要多久呀？')
  await lin.open('韩梅梅')
  await lin.acceptButton.click()
  await lin.write('大约四十分钟，不疼的。')
  await lin.thread.getByRole('img', { name: zh.sent }).waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.reload() // through the worker, which keeps what it needs
  await lin.box.waitFor()
}

/** The page is there, and the wire is cut before it could read what was said. */
async function offline() {
  const reading = '**/api/v1/conversations/*/messages*'
  await expecting(page, [...cutWords, /net::ERR/], async () => {
    await page.route(reading, (route) => route.abort())
    await page.reload()
    await lin.box.waitFor()
    wire.cut()
  })
  await page.getByRole('status').filter({ hasText: zh.lost }).waitFor()
  await lin.box.fill('没有网也写得了')
  await lin.box.press('Enter')
  await page.getByText('网络不通，恢复后自动发出').waitFor()
  await lin.said('没有网也写得了').waitFor()
  await page.unroute(reading)
  await lin.box.fill('这句还没写完')
  await page.reload() // the page itself comes from the worker
  await page.getByRole('status').filter({ hasText: zh.lost }).waitFor()
}

async function onlineAgain() {
  wire.heal()
  await lin.box.waitFor()
  await lin.said('没有网也写得了').waitFor()
  check((await lin.box.inputValue()) === '这句还没写完', 'the draft is still there')
  await until('it was sent', async () => (await sentTexts()).includes('没有网也写得了'))
  check((await sentTexts()).filter((text) => text === '没有网也写得了').length === 1, 'and once')
  check((await lin.said('没有网也写得了').count()) === 1, 'it is shown once')
}

/** With few left, short words wait a moment and leave as one message. */
async function joined() {
  await lin.write('第三条')
  await lin.window(zh.left(2)).waitFor()
  await lin.box.fill('先说半句')
  const waits = page.getByText('接着写会合并成一条').waitFor() // shown while it is held, which a slow machine may not see before the next
  await lin.box.press('Enter')
  await lin.box.fill('再说半句')
  await lin.box.press('Enter')
  await waits
  await until('both left as one', async () => (await sentTexts()).includes('先说半句\n再说半句'))
  await lin.window(zh.left(1)).waitFor()
}

async function swipesBack() {
  await page.evaluate(() => {
    const el = document.querySelector('.view .scroll')
    const touch = (x) => new Touch({ identifier: 1, target: el, clientX: x, clientY: 400 })
    el.dispatchEvent(new TouchEvent('touchstart', { touches: [touch(40)], changedTouches: [touch(40)], bubbles: true }))
    el.dispatchEvent(new TouchEvent('touchend', { touches: [], changedTouches: [touch(240)], bubbles: true }))
  })
  await lin.conversation('韩梅梅').waitFor()
}

/** Everything of the inbox, in light and dark, in both languages, at both widths. */
async function canBeRead() {
  await accessible(page, 'the list on a phone')
  await lin.open('韩梅梅')
  await accessible(page, 'a conversation on a phone')
  for (const [words, colorScheme] of [[zh, 'light'], [en, 'dark']]) {
    const desk = new Desk(await stage.open(`wide-${colorScheme}`, 1440, 900, { colorScheme }), MENLING_CONSOLE, words)
    if (words === en) {
      desk.page.expected.push(/401.*\/api\/v1\/session/)
      await desk.page.goto(MENLING_CONSOLE)
      await desk.page.getByRole('button', { name: 'English' }).click()
    }
    await desk.signIn({ email, password })
    await desk.showList(words.mine)
    await desk.open('韩梅梅')
    await accessible(desk.page, `the inbox, ${colorScheme}`)
    await desk.page.keyboard.press('t')
    await desk.page.getByRole('dialog').waitFor()
    await accessible(desk.page, `handing on, ${colorScheme}`)
    await desk.page.keyboard.press('Escape')
  }
}

async function story() {
  await step('accept and answer on a phone', answers)
  await step('write without a network, and load the page anew', offline)
  await step('it is sent once when the network is back', onlineAgain)
  await step('short words leave as one message', joined)
  await step('a swipe goes back', swipesBack)
  await step('nothing serious for axe', canBeRead)
}

await play(stage, story, { end: () => wire.close() })
