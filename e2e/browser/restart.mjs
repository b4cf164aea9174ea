// The server is killed while two agents have their consoles open and three customers go on writing; it comes back on the
// same data. Nothing is missing, nothing is there twice, and everything stands in the order it was said.
import { Agent } from './agent.mjs'
import { Phone, Platform } from './phone.mjs'
import { check, expecting, openStage, play, step, until } from './stage.mjs'
import { cutWords } from './wire.mjs'
import { zh } from './words.mjs'

const { CHROMIUM, MENLING_CONSOLE: url, MENLING_SANDBOX, MENLING_CONTROL: control, MENLING_PASSWORD: password, MENLING_OUTAGES: outages } = process.env
const stage = await openStage({ browser: CHROMIUM })
const platform = new Platform(MENLING_SANDBOX)
const he = new Agent(await stage.open('he', 1440, 900), url, '何静')
const sun = new Agent(await stage.open('sun', 1440, 900), url, '孙杰')

/** Each writes one line after the other until told to stop. */
class Customer extends Phone {
  constructor(page, id, agent) {
    super(page, `${MENLING_SANDBOX}/phone/`)
    Object.assign(this, { customer: id, agent, lines: [] })
  }
  async say() {
    const line = `${this.customer} 第 ${this.lines.length + 1} 句`
    await this.write(line)
    this.lines.push(line)
  }
  talk() {
    this.talking = true
    this.talked = (async () => {
      while (this.talking) await this.say()
    })()
  }
  async hush() {
    this.talking = false
    await this.talked
  }
  /** Goes on until so many more lines are written. */
  async more(count) {
    const wanted = this.lines.length + count
    await until(`${this.customer} has written ${count} more lines`, () => this.lines.length >= wanted)
  }
}

const customers = await Promise.all([['c01', he], ['c02', he], ['c03', sun]].map(async ([id, agent]) => new Customer(await stage.open(`phone-${id}`, 390, 844), id, agent)))
const [first, second, third] = customers

async function begin() {
  await platform.ask('PUT', '/switches', { weapp_push_attempts: 200, weapp_retry_interval_ms: 250 }) // a platform that is patient
  await Promise.all([he.signIn({ email: 'hejing@example.com', password }), sun.signIn({ email: 'sunjie@example.com', password })])
  await Promise.all(customers.map(async (customer) => {
    await customer.take(customer.customer)
    await customer.open(`from=${customer.customer}`)
    await customer.say()
  }))
  for (const customer of customers) {
    const row = await until(`${customer.customer} waits`, async () => (await he.must('GET', '/conversations?list=waiting')).items.find((c) => c.preview.text === customer.lines[0]))
    customer.conversation = row.id
    await customer.agent.must('POST', `/conversations/${row.id}/accept`)
    await look(customer)
    await customer.agent.write(`${customer.customer} 您好`)
    await customer.bubble('them', `${customer.customer} 您好`).waitFor()
  }
}

/** The agent opens a customer's conversation among theirs. */
async function look({ agent, conversation }) {
  await agent.showList(zh.mine)
  await agent.page.getByTestId(`conversation-${conversation}`).click()
  await agent.page.waitForURL(`**/inbox/${conversation}`)
  await agent.box.waitFor()
}

const lost = ({ page }) => page.getByRole('status').filter({ hasText: zh.lost })
const tell = async (what) => check((await fetch(`${control}/${what}`, { method: 'POST' })).ok, `the server is told to ${what}`)

/** One outage: killed in the middle of a reply, away while all go on writing, and back. */
async function outage(n) {
  for (const customer of customers) customer.talk()
  await Promise.all(customers.map((customer) => customer.more(3)))
  await first.agent.said(first.lines[0]).waitFor()
  await expecting(he.page, [...cutWords, /net::ERR/], () => he.box.fill(`断的那一刻 ${n}`))
  await expecting(sun.page, [...cutWords, /net::ERR/], () => sun.box.fill(`停着的时候 ${n}`))
  await Promise.all([he.box.press('Enter'), tell('kill')])
  await Promise.all([he, sun].map((agent) => lost(agent).waitFor()))
  await sun.box.press('Enter')
  await sun.page.getByText('网络不通，恢复后自动发出').waitFor()
  await Promise.all(customers.map((customer) => customer.more(3)))
  check((await third.heard()).every((text) => text !== `停着的时候 ${n}`), 'nothing leaves while the server is away')
  await tell('start')
  await Promise.all([he, sun].map((agent) => lost(agent).waitFor({ state: 'detached' })))
  await Promise.all(customers.map((customer) => customer.more(1)))
  await Promise.all(customers.map((customer) => customer.hush()))
  await third.bubble('them', `停着的时候 ${n}`).waitFor()
}

const same = (left, right, what) => check(JSON.stringify(left) === JSON.stringify(right), `${what}:\n  ${left.join(' | ')}\n  ${right.join(' | ')}`)

/** What was said, by whom, as the platform has it. */
async function onRecord({ customer }) {
  const chat = await platform.ask('GET', `/weapp/messages?customer=${customer}`)
  return chat.filter((m) => m.msgtype === 'text')
}

/** The same as the server keeps it, with the state of every message. */
async function kept({ agent, conversation }) {
  let all = []
  for (let before = ''; ; ) {
    const page = await agent.must('GET', `/conversations/${conversation}/messages?limit=50${before && `&before=${before}`}`)
    all = [...page.items, ...all]
    if (!(before = page.before)) return all.filter((m) => m.kind === 'text')
  }
}

const texts = (messages) => messages.map((m) => m.text ?? m.content)

/** What the customer wrote stands once and in order with the platform, in the server and in the console. */
async function nothingIsLost(customer) {
  const { agent, lines } = customer
  await look(customer)
  await agent.said(lines.at(-1)).waitFor()
  const record = await onRecord(customer)
  const mine = (words) => words.filter((text) => text.startsWith(`${customer.customer} 第`))
  same(mine(texts(record)), lines, 'the platform took every line')
  const messages = await until('all is applied', async () => {
    const all = await kept(customer)
    return mine(texts(all)).length >= lines.length && all
  })
  same(mine(texts(messages)), lines, 'the server has every line once')
  same(mine(await agent.shown()), lines, 'the console shows every line once')
  same(await agent.shown(), texts(messages), 'the console shows what the server has, in its order')
}

/** Every reply stands once in the console; it was sent once, or at most once where nobody can know. */
async function onceEach(customer, replies) {
  const heard = await customer.heard()
  const messages = await kept(customer)
  for (const reply of replies) {
    const [message, ...more] = messages.filter((m) => m.text === reply)
    check(message && more.length === 0, `${reply} is there once`)
    const times = heard.filter((text) => text === reply).length
    check(message.state === 'unknown' ? times <= 1 : message.state === 'sent' && times === 1, `${reply} is ${message.state} and was heard ${times} times`)
  }
  same(heard.filter((text) => replies.includes(text)), replies.filter((text) => heard.includes(text)), 'what was heard came in order')
}

async function compare(last) {
  for (const customer of customers) await nothingIsLost(customer)
  const numbers = Array.from({ length: last }, (_, i) => i + 1)
  await until('every reply has come to rest', async () => (await kept(first)).every((m) => m.state !== 'sending'))
  await onceEach(first, ['c01 您好', ...numbers.map((n) => `断的那一刻 ${n}`)])
  await onceEach(second, ['c02 您好'])
  await onceEach(third, ['c03 您好', ...numbers.map((n) => `停着的时候 ${n}`)])
}

async function story() {
  await step('two agents talk with three customers', begin)
  for (let n = 1; n <= Number(outages); n++) {
    await look(first)
    await step('the server is killed and comes back', () => outage(n))
    await step('nothing is lost or doubled', () => compare(n))
  }
  await step('a page loaded anew shows the same', async () => {
    const before = await sun.shown()
    await sun.page.reload()
    await sun.said(third.lines.at(-1)).waitFor()
    same(await sun.shown(), before, 'what is shown is what was shown')
  })
}

await play(stage, story, { end: () => customers.forEach((customer) => (customer.talking = false)) })
