// Reading back: a conversation opens where a search found something, and its pictures are looked at one after the other.
import { Desk } from './desk.mjs'
import { Platform } from './phone.mjs'
import { check, openStage, play, step, until } from './stage.mjs'
import { zh } from './words.mjs'

const { CHROMIUM, MENLING_CONSOLE: url, MENLING_SANDBOX, MENLING_EMAIL: email, MENLING_PASSWORD: password } = process.env
const stage = await openStage({ browser: CHROMIUM })
const platform = new Platform(MENLING_SANDBOX)
const lin = new Desk(await stage.open('wide', 1440, 900), url)
const { page } = lin
const lines = Array.from({ length: 130 }, (_, i) => `第 ${i + 1} 句，${i === 19 ? '过敏原是花生' : '接着说'}`)

async function picture(colour) {
  const base64 = await page.evaluate((fill) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 })
    const brush = canvas.getContext('2d')
    brush.fillStyle = fill
    brush.fillRect(0, 0, 320, 240)
    return canvas.toDataURL('image/png').split(',')[1]
  }, colour)
  await platform.ask('POST', '/weapp/messages', { customer: 'c03', msgtype: 'image', image: base64 })
}

async function talk() {
  await lin.signIn({ email, password })
  await platform.scan('c03', '前台')
  await platform.enter('c03', 'from=detail&id=3')
  await picture('#c33')
  await platform.write('c03', ...lines)
  await picture('#3c3')
  await picture('#33c')
  await lin.open('韩梅梅')
  await lin.acceptButton.click()
  await lin.box.waitFor()
  await until('the newest came, also where they came one by one', async () => (await lin.pictures.count()) >= 2 && (await lin.said(lines.at(-1)).count()) === 1)
  await page.reload() // the newest part alone, whatever was loaded while they came
  await until('both new pictures are there', async () => (await lin.pictures.count()) === 2)
}

const found = () => page.locator('[data-message].found')
const inView = (locator) => locator.evaluate((el) => {
  const [row, box] = [el.getBoundingClientRect(), el.closest('[data-scroll]')?.getBoundingClientRect()] // none: replaced by the same row just now
  return !!box && row.top >= box.top && row.bottom <= box.bottom
})
const shown = async () => (await lin.thread.locator('article .bubble').allInnerTexts()).filter((text) => text.startsWith('第'))
const scrollTo = (top) => page.locator('.view .scroll').evaluate((box, to) => box.scrollTo({ top: to }), top)

/** From the list: the hit opens its conversation there, marked, with what was said around it. */
async function opensAtTheHit() {
  await page.keyboard.press('Escape')
  await page.reload()
  await lin.list(zh.mine).waitFor()
  await page.keyboard.press('f')
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('searchbox').and(page.locator(':focus')).waitFor() // one goes on to type
  await page.keyboard.insertText('花生')
  await sheet.getByRole('button').filter({ hasText: '过敏原是花生' }).click()
  await found().getByText(lines[19], { exact: true }).waitFor()
  await until('it is in view', () => inView(found()))
  const around = await shown()
  const first = lines.indexOf(around[0])
  check(around.includes(lines[18]) && around.includes(lines[20]) && !around.includes(lines[129]), `what is around it is there, and not everything: ${around.length}`)
  check(around.join() === lines.slice(first, first + around.length).join(), 'in order and without a gap')
}

/** Scrolling down brings what follows, up to the newest; what comes meanwhile is not put in a wrong place. */
async function readsOn() {
  await platform.write('c03', '这是最新的一句')
  await until('the end is reached', async () => {
    await scrollTo(1e6)
    return (await lin.said('这是最新的一句').count()) === 1
  })
  const all = await shown()
  check(all.join() === lines.slice(lines.indexOf(all[0])).join(), `nothing is missing or doubled: ${all.length}`)
  await platform.write('c03', '又一句')
  await lin.said('又一句').waitFor()
}

/** Who answers from the place of the hit is at the newest at once. */
async function backToTheEnd() {
  await page.reload()
  await found().waitFor()
  await lin.box.waitFor()
  check((await lin.said('又一句').count()) === 0, 'the newest are not loaded')
  await lin.write('我们记下了：花生')
  await page.waitForURL(/inbox\/\d+$/)
  await until('the answer is in view', () => inView(lin.said('我们记下了：花生')))
}

/** What is said while the answer with the thread is under way is not lost with it. */
async function saidMeanwhile() {
  await page.route('**/api/v1/conversations/*/messages*', async (route) => {
    const answer = await route.fetch()
    await platform.write('c03', '慢一步的一句')
    await lin.conversation('韩梅梅').getByText('慢一步的一句').waitFor() // the stream has told it
    await route.fulfill({ response: answer })
  }, { times: 1 })
  await page.reload()
  await lin.said('慢一步的一句').waitFor()
}

const viewer = () => page.getByRole('dialog', { name: '图片' })
const large = () => viewer().locator('.stage img').getAttribute('src')

/** Arrows go from picture to picture, also to one that is not loaded yet. */
async function looksThrough() {
  await lin.pictures.last().click()
  await viewer().getByText('2 / 2+').waitFor()
  const last = await large()
  await page.keyboard.press('ArrowLeft')
  await viewer().getByText('1 / 2+').waitFor()
  check((await large()) !== last, 'another picture is shown')
  await page.keyboard.press('ArrowLeft')
  await viewer().getByText('1 / 3').waitFor()
  check(await viewer().getByRole('button', { name: '上一张' }).isDisabled(), 'there is none before the first')
  await viewer().getByRole('button', { name: '下一张' }).click()
  await page.keyboard.press('ArrowRight')
  await viewer().getByText('3 / 3').waitFor()
  check((await large()) === last, 'and back at the last')
  await page.keyboard.press('Escape')
  await viewer().waitFor({ state: 'detached' })
  check(page.url().match(/inbox\/\d+$/), 'the conversation is still open')
}

/** On a phone a swipe does the same, and does not leave the conversation. */
async function swipes() {
  const phone = new Desk(await stage.open('phone', 390, 844, { hasTouch: true, isMobile: true }), url)
  await phone.signIn({ email, password })
  await phone.showList(zh.mine)
  await phone.open('韩梅梅')
  await phone.pictures.last().tap()
  const dialog = phone.page.getByRole('dialog', { name: '图片' })
  await dialog.getByText('2 / 2+').waitFor()
  await dialog.evaluate((el) => {
    const touch = (x) => new Touch({ identifier: 1, target: el, clientX: x, clientY: 400 })
    el.dispatchEvent(new TouchEvent('touchstart', { touches: [touch(60)], changedTouches: [touch(60)], bubbles: true }))
    el.dispatchEvent(new TouchEvent('touchend', { touches: [], changedTouches: [touch(260)], bubbles: true }))
  })
  await dialog.getByText('1 / 2+').waitFor()
  await stage.look(phone.page, 'viewer-390.png')
}

async function story() {
  await step('a long conversation with pictures', talk)
  await step('a hit opens the conversation there', opensAtTheHit)
  await step('reading on to the newest', readsOn)
  await step('back to the end, to answer', backToTheEnd)
  await step('a late answer loses nothing', saidMeanwhile)
  await step('from picture to picture', looksThrough)
  await step('by swipes on a phone', swipes)
}

await play(stage, story)
