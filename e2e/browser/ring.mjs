// The way of a ring in a browser: one agent at the console, one customer with a phone, as people use them.
// The addresses come by the environment; see browser_test.go. Exit status 0: everything was seen as it should be.
import { Desk } from './desk.mjs'
import { booklet, draw, map } from './drawings.mjs'
import { Phone, Platform } from './phone.mjs'
import { check, expecting, openStage, play, step, until } from './stage.mjs'
import { cutWords, openWire } from './wire.mjs'
import { en, zh } from './words.mjs'

const env = process.env
const login = { email: env.MENLING_EMAIL, password: env.MENLING_PASSWORD }
const platform = new Platform(env.MENLING_SANDBOX)
const stage = await openStage({ browser: env.CHROMIUM || '/usr/bin/chromium', album: env.MENLING_SCREENSHOTS })

const welcome = '您好，这里是门铃健康。接种、体检、洗牙都可以问我。'
const wire = await openWire(env.MENLING_CONSOLE)
const lin = new Desk(await stage.open('console', 1440, 900), wire.url)
const chen = new Phone(await stage.open('phone', 390, 844), env.MENLING_PHONE)

async function createChannel() {
  const { page } = lin
  await lin.go(zh.channels)
  await page.getByRole('button', { name: '新建渠道' }).click()
  const form = page.locator('.t-dialog')
  await form.getByLabel('渠道名称').fill('社区义诊')
  await form.getByLabel('说明').fill('周六人民公园，易拉宝')
  await form.getByRole('button', { name: '新建', exact: true }).click()
  await page.getByRole('row', { name: '社区义诊' }).waitFor()
}

/** Picks options of a select by hand: opens it, clicks each, and closes it again. */
async function pick(field, ...options) {
  const { page } = lin
  const named = (option) => page.locator('.t-select-option:visible', { hasText: option })
  await until(`the list of ${field} is open`, async () => { // a click while the drawer still moves may shut it again
    await page.getByRole('group', { name: field }).locator('.t-select').click()
    return named(options[0]).waitFor({ timeout: 2_000 }).then(() => true, () => false)
  })
  for (const option of options) await named(option).click()
}

async function createWay() {
  const { page } = lin
  await lin.go(zh.ways)
  await page.getByRole('button', { name: '新建活码' }).click()
  const form = page.locator('.t-drawer')
  const name = form.getByLabel('名称', { exact: true })
  await pick('渠道', '社区义诊')
  await pick('接待成员', '张三', '李四')
  await name.click() // closes the members' list
  await name.fill('义诊易拉宝')
  await form.getByLabel('欢迎语').fill(welcome)
  await form.getByLabel(/^备注/).fill('义诊')
  await form.getByLabel('state 前缀').fill('fair')
  await stage.look(page, 'way-form.png')
  await form.getByRole('button', { name: '创建', exact: true }).click()
  const code = form.getByRole('img', { name: '看「义诊易拉宝」的二维码' })
  await code.waitFor()
  await until('the QR picture is drawn', () => code.evaluate((img) => img.complete && img.naturalWidth > 100))
  await stage.look(page, 'way-ready.png')
  await form.getByRole('button', { name: '完成' }).click()
  await code.waitFor({ state: 'detached' })
}

/** The customer scans the new code while the agent looks at a list that nobody loads anew. */
async function scan() {
  const ways = await platform.ask('GET', '/ways')
  const way = ways.find((w) => w.remark === '义诊')
  check(way?.state.startsWith('fair') && way.users.length === 2, `the platform has the way as it was filled in: ${JSON.stringify(way)}`)
  await lin.go(zh.customers)
  await lin.page.getByText('还没有客户').waitFor()
  await chen.take('c01')
  await chen.scan(way.state)
  await chen.bubble('them', welcome).waitFor()
  const row = lin.page.getByRole('row', { name: '陈晨' })
  await row.getByRole('cell', { name: '社区义诊' }).waitFor()
  await row.getByText('已添加').waitFor()
}

async function counted() {
  await lin.go(zh.channels)
  const row = lin.page.getByRole('row', { name: '社区义诊' })
  await row.getByText('+1').waitFor()
  await platform.scan('c05', '义诊')
  await row.getByText('+2').waitFor() // it counts while one looks at it
}

async function ring(photo) {
  await lin.go('会话')
  await lin.page.getByText('没有人在等').waitFor()
  await chen.ring('from=detail&id=7')
  await chen.write('你好，我想给孩子约流感疫苗')
  const row = lin.conversation('陈晨')
  await row.getByText('你好，我想给孩子约流感疫苗').waitFor()
  await chen.write('上次是去年十月打的，这是接种本')
  await chen.sendPicture(photo)
  await row.getByText('[图片]').waitFor()
  await row.getByLabel('3 条未读').waitFor()
}

async function accept() {
  await lin.page.keyboard.press('j')
  await lin.window(zh.left(5)).waitFor()
  await lin.pictures.first().waitFor()
  const panel = lin.page.getByRole('complementary', { name: zh.panel })
  await panel.getByText('社区义诊').first().waitFor()
  await panel.getByText('detail', { exact: true }).waitFor()
  await lin.page.keyboard.press('a')
  await lin.box.waitFor()
  await lin.conversation('陈晨').waitFor() // now among mine
}

async function answer(directions) {
  await lin.write('您好陈女士，可以的。周六上午九点到十一点还有号。')
  await chen.bubble('them', '周六上午九点到十一点还有号').waitFor()
  await lin.window(zh.left(4)).waitFor()

  await lin.box.fill('/')
  await lin.page.getByRole('option', { name: '地址' }).waitFor()
  await stage.look(lin.page, 'quick.png')
  await lin.box.fill('/地址')
  await lin.box.press('Enter')
  check((await lin.box.inputValue()).startsWith('3 号店地址'), 'the quick reply stands in the composer')
  await lin.box.press('Enter')
  await chen.bubble('them', '3 号店地址：幸福路 88 号').waitFor()

  await lin.paste(directions)
  await stage.look(lin.page, 'pasted.png')
  await lin.sendButton.click()
  await chen.picturesFromThem.first().waitFor()
  await lin.window(zh.left(2)).waitFor()
  await until('every message is marked as sent', async () => (await lin.thread.getByRole('img', { name: zh.sent }).count()) === 3)
}

const others = [
  ['c08', '周子涵', '公众号', 'from=detail&id=3', '好的，那我周三下午过来'], ['c10', '郑凯文', '橱窗', 'from=index', '停车方便吗？'], ['c11', '冯晓月', '朋友圈', 'from=detail&id=1', '谢谢，孩子这次没有哭'],
  ['c04', '林小雨', '朋友圈', 'from=index', '请问洗牙需要提前预约吗？'], ['c09', '吴佳怡', '公众号', 'from=detail&id=1', '孩子五岁，换牙期要注意什么？'],
  ['c15', '朱婉清', '售后', 'from=order&id=20260318', '收到了，包装很好，谢谢'], ['c06', '赵雨桐', '橱窗', 'from=detail&id=9', '体质调理可以用医保吗'],
  ['c02', '李雷', '前台', 'from=index', '我上周的发票还没有收到'], ['c03', '韩梅梅', '前台', 'from=detail&id=3', '洗牙大概要多久呀？'],
]

/** Others ring too, so that the desk looks like a desk: six are being answered, two wait, and one comes later. */
async function busyDesk() {
  for (const [customer, name, remark, from] of others) {
    await platform.scan(customer, remark)
    await platform.enter(customer, from)
    await until(`${name} is known as one person`, () => lin.knows(name))
  }
  for (const [customer, name, , , text] of others.slice(0, 6)) {
    await platform.write(customer, text)
    await lin.showList(zh.waiting)
    await lin.open(name)
    await lin.acceptButton.click()
    await lin.box.waitFor()
    await platform.later('2m')
  }
  await lin.write('不客气，有需要随时找我们。')
  for (const [customer, , , , text] of others.slice(6, 8)) await platform.write(customer, text)
  await platform.write('c11', '对了，周日也看牙吗？')
  await platform.later('2m')
  await lin.showList(zh.mine)
  await lin.open('陈晨')
  await chen.write('太好了，那就周六九点')
  await lin.said('太好了，那就周六九点').waitFor()
  await lin.window(zh.left(5)).waitFor()
  await platform.later('1s')
  await lin.write('好的，给您留好了。带上接种本和孩子的医保卡就行。')
  await lin.window(zh.left(4)).waitFor()
  await chen.bubble('them', '带上接种本和孩子的医保卡就行').waitFor()
  await until('every message is marked as sent', async () => (await lin.thread.getByRole('img', { name: zh.sent }).count()) === 4)
  await lin.page.locator('.side').getByText('2', { exact: true }).first().waitFor() // two wait
  await lin.page.locator('.view header').getByText(/^47:59/).waitFor() // the server told its clock
}

/** Channels and ways show what the busy desk brought, without being loaded anew. */
async function countedEverywhere() {
  await lin.go(zh.channels)
  await lin.page.getByRole('row', { name: '社区义诊' }).getByText('+2').waitFor()
  await lin.page.getByRole('row', { name: '门店' }).getByText('+4').waitFor()
  await stage.picture(lin.page, 'channels.png')
  await lin.go(zh.ways)
  await lin.page.getByRole('row', { name: '义诊易拉宝' }).getByText('+2').first().waitFor()
  await stage.picture(lin.page, 'ways.png')
  await lin.go('会话')
  await lin.open('陈晨')
}

async function usedUp() {
  for (const [i, text] of ['第二条', '第三条', '第四条', '第五条'].entries()) {
    await lin.write(text)
    await (i < 3 ? lin.window(zh.left(3 - i)) : lin.window(zh.used)).waitFor()
    await chen.bubble('them', text).waitFor()
  }
  check((await lin.dots().count()) === 0, 'none of the five dots is left')
  const before = await platform.sends()
  await platform.later('1s') // the platform tells seconds only: the customer's next message is a later one
  await lin.page.getByRole('alert').filter({ hasText: '最多回复 5 条，已经用完' }).waitFor()
  await lin.box.fill('第六条')
  await lin.box.press('Enter')
  await stage.look(lin.page, 'used-up.png')
  check(await lin.sendButton.isDisabled(), 'the send button is shut')
  check((await lin.box.inputValue()) === '第六条', 'what was written is kept')
  check((await lin.said('第六条').count()) === 0, 'the sixth is not in the conversation')
  await chen.write('对了，需要空腹吗？')
  await lin.window(zh.left(5)).waitFor()
  check((await platform.sends()) === before, 'the platform was never asked for the sixth')
  await lin.box.press('Enter')
  await chen.bubble('them', '第六条').waitFor()
}

async function brokenStream() {
  const { page } = lin
  expecting(page, cutWords, () => wire.cut())
  await page.getByRole('status').filter({ hasText: zh.lost }).waitFor()
  await stage.look(page, 'lost.png')
  await platform.later('1s')
  await chen.write('断线时说的第一句')
  await chen.write('断线时说的第二句')
  check((await lin.said('断线时说的第一句').count()) === 0, 'nothing arrives while the connection is broken')
  wire.heal()
  await page.getByRole('status').filter({ hasText: zh.lost }).waitFor({ state: 'detached' })
  await lin.said('断线时说的第二句').waitFor()
  const texts = (await lin.thread.innerText()).match(/断线时说的第.句/g)
  check(texts.join() === '断线时说的第一句,断线时说的第二句', `both came, once and in order: ${texts}`)
}

async function taken() {
  const zhou = new Desk(await stage.open('console-zhou', 1280, 800), env.MENLING_CONSOLE)
  await zhou.page.route('**/api/v1/events*', (route) => route.abort()) // so that she does not see it coming
  await expecting(zhou.page, [/ERR_FAILED/, /409.*accept/], async () => {
    await zhou.signIn({ email: 'zhoumin@menling.test', password: login.password })
    await zhou.open('李雷')
    await zhou.acceptButton.waitFor()
    await stage.look(zhou.page, 'waiting.png')
    await lin.showList(zh.waiting)
    await lin.open('李雷')
    await lin.acceptButton.click()
    await lin.box.waitFor()
    await zhou.acceptButton.click()
    await zhou.page.getByRole('alert').filter({ hasText: '林晓' }).waitFor()
    await stage.look(zhou.page, 'taken.png')
    await zhou.page.unroute('**/api/v1/events*')
    await zhou.page.getByText('林晓 正在接待').waitFor()
    check((await zhou.acceptButton.count()) === 0, 'there is nothing left to accept')
  })
  await zhou.page.context().close()
}

async function twoDaysLater() {
  await lin.showList(zh.mine)
  await lin.open('陈晨')
  await chen.twoDaysLater()
  await lin.window(zh.shut).waitFor()
  await lin.page.getByRole('alert').filter({ hasText: '请客户在小程序的客服里再发一条消息' }).waitFor()
  await lin.box.fill('还在吗')
  await stage.look(lin.page, 'shut.png')
  check(await lin.sendButton.isDisabled(), 'nothing can be sent through a shut window')
  await lin.box.fill('')
}

/** ⌘K finds by name what lies on many pages, and goes there. */
async function jump() {
  const { page } = lin
  const look = page.getByRole('combobox')
  for (const [words, group, name, address] of [
    ['额度', '页面', '活码 · 额度', '**/ways/quota'],
    ['社区', '渠道', '社区义诊', '**/customers?channel=*'],
    ['客户群', '群池', '门铃客户群', '**/ways/pools/*'],
    ['易拉宝', '活码', '义诊易拉宝', '**/ways/*'],
  ]) {
    await page.keyboard.press('ControlOrMeta+k')
    await look.fill(words)
    const list = page.getByRole('listbox')
    const entry = list.getByRole('option', { name }).first()
    await entry.waitFor()
    await stage.look(page, `jump-${words}.png`)
    check(await list.getByText(group, { exact: true }).isVisible(), `${name} stands under ${group}`)
    await entry.click()
    await page.waitForURL(address)
  }
  await page.keyboard.press('Escape')
  await lin.go('会话')
}

async function signOut() {
  const cookies = await lin.page.context().cookies()
  check(cookies.some((c) => c.name === 'menling_session' && c.httpOnly), 'the session is a cookie that no script reads')
  await lin.signOut()
  const old = await fetch(`${env.MENLING_CONSOLE}/api/v1/session`, { headers: { Cookie: cookies.map((c) => `${c.name}=${c.value}`).join('; ') } })
  check(old.status === 401, `the old cookie opens nothing, status ${old.status}`)
  await lin.page.goto(`${lin.url}/inbox`)
  await lin.page.getByRole('heading', { name: zh.signInTitle }).waitFor()
}

/** The same main steps on a telephone's screen: one pane at a time. */
async function narrow() {
  const desk = new Desk(await stage.open('console-390', 390, 844, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }), env.MENLING_CONSOLE)
  await desk.signIn(login)
  await platform.write('c03', '洗牙大概要多久呀？')
  await desk.open('韩梅梅')
  check(await desk.conversation('韩梅梅').isHidden(), 'the conversation has the screen to itself')
  await desk.acceptButton.click()
  await desk.box.fill('大约四十分钟，不疼的。')
  await desk.sendButton.click()
  await desk.said('大约四十分钟，不疼的。').waitFor()
  await desk.window(zh.left(4)).waitFor()
  await desk.thread.getByRole('img', { name: zh.sent }).waitFor()
  await stage.picture(desk.page, 'inbox-390.png')
  await desk.page.getByRole('button', { name: zh.panel }).click()
  await desk.page.getByRole('complementary', { name: zh.panel }).getByText('洗牙').or(desk.page.getByText('detail', { exact: true })).first().waitFor()
  await stage.look(desk.page, 'panel-390.png')
  await desk.page.getByRole('complementary').getByRole('button', { name: zh.back }).click()
  await desk.page.getByRole('button', { name: zh.back }).click()
  await desk.conversation('韩梅梅').waitFor()
  await stage.look(desk.page, 'list-390.png')
  await desk.go(zh.ways)
  await desk.page.getByText('义诊易拉宝').waitFor()
  await stage.look(desk.page, 'ways-390.png')
  check(await desk.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing hangs over the edge')
}

async function english() {
  const page = await stage.open('console-en', 1440, 900)
  const desk = new Desk(page, env.MENLING_CONSOLE, en)
  page.expected.push(/401.*\/api\/v1\/session/)
  await page.goto(env.MENLING_CONSOLE)
  await page.getByRole('button', { name: 'English' }).click()
  await desk.signIn(login)
  await desk.showList(en.mine)
  await desk.open('韩梅梅')
  await desk.window(en.left(4)).waitFor()
  await stage.picture(page, 'inbox-en.png')
  await desk.go(en.ways)
  await page.getByRole('button', { name: 'New way' }).waitFor()
  await page.getByText('义诊易拉宝').waitFor()
  await stage.look(page, 'ways-en.png')
  await desk.go(en.customers)
  await page.getByRole('row', { name: '陈晨' }).waitFor()
  await stage.look(page, 'customers-en.png')
}

async function story() {
  const [photo, directions] = [await draw(stage, booklet), await draw(stage, map)]
  await step('sign in', () => lin.signIn(login))
  await step('create a channel', createChannel)
  await step('create a way and see its code', createWay)
  await step('scan, be welcomed, be seen as a customer', scan)
  await step('the channel counts while one looks', counted)
  await step('ring from the mini program', () => ring(photo))
  await step('accept', accept)
  await step('answer with text, a quick reply and a picture', () => answer(directions))
  await step('a busy desk', busyDesk)
  await stage.picture(lin.page, 'inbox.png')
  await stage.picture(chen.page, 'phone.png')
  await step('what came in is counted everywhere', countedEverywhere)
  await step('five answers, and the sixth is refused', usedUp)
  await step('the stream breaks and heals', brokenStream)
  await step('a second agent is told who has it', taken)
  await step('two days later the window is shut', twoDaysLater)
  await step('jump to anything', jump)
  await step('no push to the server failed', () => chen.pushesWentWell())
  await step('sign out', signOut)
  await step('at 390 pixels', narrow)
  await step('in English', english)
}

await play(stage, story, { end: () => wire.close() })
