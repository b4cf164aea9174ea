// A desk of two agents and three customers with their phones, at the same time.
import { Agent } from './agent.mjs'
import { Phone, Platform } from './phone.mjs'
import { check, expecting, openStage, play, step, until } from './stage.mjs'
import { zh } from './words.mjs'

const { CHROMIUM, MENLING_CONSOLE: url, MENLING_PHONE, MENLING_SANDBOX, MENLING_EMAIL: email, MENLING_PASSWORD: password } = process.env
const stage = await openStage({ browser: CHROMIUM })
const platform = new Platform(MENLING_SANDBOX)
const admin = new Agent(await stage.open('admin', 1280, 800), url, '林晓')
const he = new Agent(await stage.open('he', 1440, 900), url, '何静')
const sun = new Agent(await stage.open('sun', 1440, 900), url, '孙杰')
const other = (agent) => (agent === he ? sun : he)

const customers = await Promise.all([['c01', '陈晨', '想给孩子约流感疫苗'], ['c02', '李雷', '上周的发票还没有收到'], ['c03', '韩梅梅', '洗牙大概要多久呀？']]
  .map(async ([id, name, asks]) => ({ id, name, asks, phone: new Phone(await stage.open(`phone-${id}`, 390, 844), MENLING_PHONE) })))
const [chen, li, han] = customers

async function come() {
  await admin.signIn({ email, password })
  await admin.page.goto(`${url}/settings/agents`)
  await admin.page.getByRole('button', { name: '邀请' }).click()
  const form = admin.page.getByRole('dialog')
  await form.getByLabel('姓名').fill(he.name)
  await form.getByLabel('邮箱').fill('hejing@example.com')
  await form.getByRole('button', { name: '邀请' }).click()
  const link = await form.getByText(/invitation\?token=/).innerText()
  const { link: second } = await admin.must('POST', '/agents', { name: sun.name, email: 'sunjie@example.com', role: 'agent' })
  await Promise.all([he.come(link), sun.come(second)])
  await until('both are there', async () => (await admin.must('GET', '/agents')).items.filter((a) => a.there && [he.name, sun.name].includes(a.name)).length === 2)
}

/** All three ring and write at the same time; both agents see all of it without loading anything. */
async function ring() {
  for (const { id, name } of customers) {
    await platform.scan(id, '前台')
    await until(`${name} is a customer`, async () => (await admin.must('GET', '/customers')).items.some((c) => c.name === name))
  }
  await Promise.all(customers.map(async ({ id, name, asks, phone }) => {
    await phone.take(id)
    await phone.open(`from=detail&id=${id}`)
    await until(`${name} is known as one person`, () => admin.knows(name))
    await phone.write(asks)
  }))
  for (const agent of [he, sun]) for (const { name, asks } of customers) await agent.conversation(name).getByText(asks).waitFor()
}

/** Both press accept when both are about to be heard. */
async function race(customer) {
  const both = [he, sun]
  for (const agent of both) {
    await agent.heedNotices()
    await agent.find(zh.waiting, customer.name)
    await agent.acceptButton.waitFor()
  }
  const id = he.conversationID
  let free
  const pressed = new Promise((resolve) => (free = resolve))
  let waiting = 0
  for (const { page } of both) {
    await page.route('**/accept', async (route) => {
      if (++waiting === 2) free()
      await pressed
      await route.continue()
    })
  }
  const answers = both.map(({ page }) => page.waitForResponse('**/accept'))
  const told = Promise.race(both.map((agent) => agent.page.getByRole('alert').filter({ hasText: `${other(agent).name} 已接入这个会话` }).first().waitFor().then(() => agent)))
  await Promise.all(both.map(({ page, acceptButton }) => expecting(page, [/409.*accept/], () => acceptButton.click())))
  const statuses = (await Promise.all(answers)).map((answer) => answer.status())
  check(statuses.toSorted().join() === '200,409', `one has it and the other is refused: ${statuses}`)
  for (const { page } of both) await page.unroute('**/accept')
  const winner = both[statuses.indexOf(200)]
  const loser = other(winner)
  await winner.box.waitFor()
  check((await told) === loser, 'who came second is told who has it')
  await loser.bar(`${winner.name} 正在接待`).waitFor()
  check((await loser.box.count()) === 0 && (await loser.acceptButton.count()) === 0, 'who came second can neither write nor accept')
  await answerOnce(customer, winner, loser, id)
  return winner
}

/** Only who has it may answer; what the other sends is refused, with the name of who may. */
async function answerOnce(customer, winner, loser, id) {
  const text = `您好${customer.name}，我是${winner.name}`
  await winner.write(text)
  const { status, body } = await loser.ask('POST', `/conversations/${id}/messages`, { client_key: `twice-${id}`, kind: 'text', text: '我也来答' })
  check(status >= 400 && body.zh, `who does not have it is refused: ${status} ${JSON.stringify(body)}`)
  await customer.phone.bubble('them', text).waitFor()
  await loser.said(text).waitFor()
  check((await customer.phone.heard()).join() === text, `the customer heard one answer: ${await customer.phone.heard()}`)
}

async function races() {
  for (const customer of customers) customer.agent = await race(customer)
}

/** Hands a conversation on: the other has it with all that was said, the first has it no more. */
async function handOn(customer, note) {
  const from = customer.agent
  const to = other(from)
  await from.find(zh.mine, customer.name)
  await to.showList(zh.mine)
  await from.transfer(to.name, note)
  await to.open(customer.name)
  await to.box.waitFor()
  await to.said(customer.asks).waitFor()
  await to.told(note).waitFor()
  await to.told(new RegExp(`${from.name} 转接给 (你|${to.name})`)).waitFor()
  await from.showList(zh.mine)
  await from.conversation(customer.name).waitFor({ state: 'detached' })
  await from.find(zh.all, customer.name)
  await from.bar(`${to.name} 正在接待`).waitFor()
  check((await from.box.count()) === 0, 'who handed it on cannot write any more')
  customer.agent = to
}

/** Each sees that the other is there, and that they write. */
async function seen() {
  const writer = chen.agent
  const reader = other(writer)
  await reader.find(zh.all, chen.name)
  await writer.colleague(`${reader.name} 也在看`).waitFor()
  await writer.box.pressSequentially('让我查一下')
  await reader.colleague(`${writer.name} 正在输入`).waitFor()
  await writer.box.fill('')
  await reader.open(han.name)
  await writer.colleague(reader.name).waitFor({ state: 'detached' })
}

const setTakeover = (minutes) => admin.must('GET', '/assignment').then(({ value }) => admin.must('PUT', '/assignment', { ...value, takeover_minutes: minutes }))

/** Somebody closes their console; the customer who writes then waits for everybody again after the time that is set. */
async function leftBehind() {
  await setTakeover(10)
  const gone = han.agent
  const here = other(gone)
  await gone.page.goto('about:blank')
  await until(`${gone.name} is not there`, async () => (await admin.must('GET', '/agents')).items.some((a) => a.name === gone.name && !a.there))
  await han.phone.write('还有人在吗？')
  await here.find(zh.all, han.name)
  await here.said('还有人在吗？').waitFor()
  await here.bar(`${gone.name} 正在接待`).waitFor()
  await platform.later('11m')
  await here.acceptButton.waitFor()
  await here.told('会话回到了待接入').waitFor()
  await here.acceptButton.click()
  await here.write('在的，换我来接待您')
  await han.phone.bubble('them', '在的，换我来接待您').waitFor()
  han.agent = here
  await setTakeover(0)
  await gone.page.goto(`${url}/inbox`)
  await gone.list(zh.mine).waitFor()
}

/** A lead takes what a member of their team has, who sees it go and keeps what they were writing. */
async function byTheLead() {
  const lead = other(chen.agent)
  const member = chen.agent
  const { items } = await admin.must('GET', '/agents')
  const id = ({ name }) => items.find((a) => a.name === name).id
  await lead.find(zh.all, chen.name)
  check((await lead.takeOverButton.count()) === 0, 'who leads nobody cannot take over from who is there')
  await admin.must('POST', '/teams', { name: '门诊组', members: [{ agent_id: id(lead), lead: true }, { agent_id: id(member), lead: false }] })
  await member.find(zh.mine, chen.name)
  await member.box.fill('写到一半')
  await lead.takeOverButton.click()
  await lead.box.waitFor()
  await member.bar(`${lead.name} 正在接待`).waitFor()
  check((await member.box.count()) === 0, 'the member cannot write any more')
  await lead.told(/接手了会话/).waitFor()
  await lead.write('您好，我是组长，这件事我来办')
  await chen.phone.bubble('them', '我是组长').waitFor()
  chen.agent = lead
}

/** Five answers by two agents; the sixth is refused before it is sent, until the customer writes again. */
async function sixth() {
  await platform.later('1m')
  await li.phone.write('五条够不够？')
  const heard = (await li.phone.heard()).length
  const said = ['第一条', '第二条', '第三条', '第四条', '第五条']
  const [first, second] = [li.agent, other(li.agent)]
  await first.find(zh.mine, li.name)
  await first.window(zh.left(5)).waitFor()
  for (const text of said.slice(0, 3)) await first.write(text)
  await first.window(zh.left(2)).waitFor()
  await handOn(li, '只剩两条了')
  await second.window(zh.left(2)).waitFor()
  await second.writeNow(said[3])
  await second.window(zh.left(1)).waitFor()
  await second.writeNow(said[4])
  await second.window(zh.used).waitFor()
  await second.page.getByRole('alert').filter({ hasText: '最多回复 5 条，已经用完' }).waitFor()
  await li.phone.bubble('them', said[4]).waitFor()
  const sent = await platform.sends()
  await second.box.fill('第六条')
  await second.box.press('Enter')
  check(await second.sendButton.isDisabled(), 'the sixth cannot be sent')
  await refused(second, '第六条')
  check((await li.phone.heard()).slice(heard).join() === said.join(), `the phone shows those five: ${await li.phone.heard()}`)
  check((await platform.sends()) === sent, 'the platform was not asked for the sixth')
  await platform.later('1s')
  await li.phone.write('那我再问一句')
  await second.window(zh.left(5)).waitFor()
  check((await second.box.inputValue()) === '第六条', 'what was written is kept')
  await second.box.press('Enter')
  await li.phone.bubble('them', '第六条').waitFor()
  check((await li.phone.heard()).slice(heard).join() === [...said, '第六条'].join(), 'and shows six now')
}

/** Whoever goes round the console is refused by the server, in words. */
async function refused(agent, text) {
  const { status, body } = await agent.ask('POST', `/conversations/${agent.conversationID}/messages`, { client_key: `refused-${text}`, kind: 'text', text })
  check(status === 409 && body.zh && body.en, `the server refuses it in words: ${status} ${JSON.stringify(body)}`)
}

/** Who looks elsewhere is called by the bell, by the title and by a notification, as they chose. */
async function called() {
  const { page } = li.agent
  await page.context().grantPermissions(['notifications'], { origin: url })
  await page.getByRole('button', { name: zh.me }).click()
  await page.getByRole('switch', { name: '桌面通知' }).click()
  await page.keyboard.press('Escape')
  await page.evaluate(() => {
    const make = AudioContext.prototype.createOscillator
    window.strokes = 0
    AudioContext.prototype.createOscillator = function () {
      window.strokes += this.state === 'running'
      return make.call(this)
    }
    document.hasFocus = () => false // another window lies over it
  })
  await li.phone.write('还有一件事')
  await until('the title says who wrote', async () => (await page.title()).includes(`${li.name} 发来消息`))
  await until('a notification says it too', () => page.evaluate(async (name) => {
    const worker = await navigator.serviceWorker.getRegistration()
    return (await worker.getNotifications()).some(({ title, body }) => title === `${name} 发来消息` && body === '还有一件事')
  }, li.name))
  check((await page.evaluate(() => window.strokes)) === 2, 'the bell was struck twice')
}

/** The window of who waits rings before it closes, and nothing leaves through a closed one. */
async function twoDays() {
  await li.phone.write('还在等你们')
  const agent = li.agent
  await agent.find(zh.mine, li.name)
  await agent.said('还在等你们').waitFor()
  const heard = (await li.phone.heard()).join()
  const sent = await platform.sends()
  await agent.page.evaluate(() => (document.hasFocus = () => false)) // another window lies over it
  await platform.later('47h40m')
  await until('the title says whose window closes', async () => (await agent.page.title()).includes(`${li.name} 的回复窗口快关了`))
  check(await agent.sendButton.isVisible(), 'it can still be answered')
  await platform.later('21m')
  await agent.window(zh.shut).waitFor()
  await agent.page.getByRole('alert').filter({ hasText: '请客户在小程序的客服里再发一条消息' }).waitFor()
  await agent.told('回复窗口过期').waitFor()
  await agent.box.fill('还在吗')
  await agent.box.press('Enter')
  check(await agent.sendButton.isDisabled(), 'nothing can be sent through a shut window')
  await refused(agent, '还在吗')
  check((await platform.sends()) === sent, 'the platform was asked for nothing')
  check((await li.phone.heard()).join() === heard, 'and the customer heard nothing')
}

async function story() {
  await step('two agents come by one-time links', come)
  await step('three customers write at once', ring)
  await step('both press accept: one has it, the other is told who', races)
  await step('transfer with a note', () => handOn(chen, '孩子过敏，先问清楚'))
  await step('colleagues see each other look and type', seen)
  await step('what an absent agent left waits again', leftBehind)
  await step('a lead takes over', byTheLead)
  await step('five answers by two agents, and the sixth is refused', sixth)
  await step('who looks elsewhere is called', called)
  await step('two days later: it rings, then shuts', twoDays)
  await step('no push to the server failed', () => chen.phone.pushesWentWell())
}

await play(stage, story)
