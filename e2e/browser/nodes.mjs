// Three nodes behind a balancer are killed in turn while customers go on writing and two agents answer, one at a desk and one with a
// telephone; then their database crashes. The consoles say so, go on by themselves, and are never loaded anew.
import { Agent } from './agent.mjs'
import { Phone, Platform } from './phone.mjs'
import { check, openStage, patience, play, step, until } from './stage.mjs'
import { Customer, nothingIsLost, onceEach } from './talk.mjs'
import { cutWords } from './wire.mjs'
import { en, zh } from './words.mjs'

const { CHROMIUM, MENLING_CONSOLE: url, MENLING_SANDBOX, MENLING_CONTROL: control, MENLING_SCREENSHOTS: album, MENLING_PASSWORD: password } = process.env
const stage = await openStage({ browser: CHROMIUM, album })
const platform = new Platform(MENLING_SANDBOX)
const he = new Agent(await stage.open('he', 1440, 900), url, '何静', zh)
const sun = new Agent(await stage.open('sun', 390, 844, { hasTouch: true, isMobile: true }), url, '孙杰', en)
const agents = [he, sun]
const phone = new Phone(await stage.open('phone', 390, 844), `${MENLING_SANDBOX}/phone/`)
const customers = [['c01', he], ['c02', he], ['c03', sun]].map(([id, agent]) => new Customer(platform, id, agent))
const [first, second, third] = customers
const late = new Customer(platform, 'c04', sun)
const replies = []
const draft = 'this is still being written'

const tell = async (what) => check((await fetch(`${control}/${what}`, { method: 'POST' })).ok, `the nodes are told to ${what}`)
const all = (things, act) => Promise.all(things.map(act))
const look = (agent, name) => stage.look(agent.page, `nodes-${name}${agent === sun ? '-390' : ''}.png`)

async function begin() {
  await platform.ask('PUT', '/switches', { weapp_push_attempts: 200, weapp_retry_interval_ms: 250 }) // a platform that is patient
  await all(agents, ({ page }) => page.expected.push(...cutWords, /net::ERR/, /\b50[23]\b/))
  sun.page.expected.push(/401.*\/api\/v1\/session/)
  await he.signIn({ email: 'hejing@example.com', password })
  await sun.page.goto(url)
  await sun.page.getByRole('button', { name: zh.other }).click() // speaks English
  await sun.signIn({ email: 'sunjie@example.com', password })
  await all(agents, (agent) => agent.must('PUT', '/me/status', { status: 'online' }))
  await all(customers, (customer) => customer.ring())
  await phone.take('c01')
  await phone.open('from=c01')
  await he.look(first)
  await sun.look(third)
  await sun.box.fill(draft)
}

/** The agent sees what the customer said since now. */
async function goesOn(customer) {
  await customer.more(1)
  await customer.agent.said(customer.lines.at(-1)).waitFor()
}

/** Dies in the middle of a reply; the consoles go on at the nodes that are left. */
async function killed() {
  const reply = `断的那一刻 ${replies.length + 1}`
  replies.push(reply)
  await he.box.fill(reply)
  await Promise.all([he.box.press('Enter'), tell('kill')])
  await he.said(reply).waitFor()
  await all([first, third], goesOn)
}

/** The database is away: what customers write is kept, and what the agent writes waits. */
async function crashed() {
  await tell('crash')
  await all(agents, (agent) => agent.away.waitFor())
  await he.box.fill('等数据库回来')
  await he.box.press('Enter')
  replies.push('等数据库回来')
  await he.page.getByText(zh.waits).waitFor()
  await all(customers, (customer) => customer.more(3))
  await all(agents, (agent) => look(agent, 'away'))
  await tell('heal')
  await all(agents, (agent) => agent.away.waitFor({ state: 'detached' }))
  await all([first, third], goesOn)
}

async function compare() {
  await all(customers, (customer) => customer.hush())
  await until('every reply has come to rest', async () => (await first.kept()).every((m) => m.state !== 'sending'), 3 * patience) // leases of the dead
  check((await sun.box.inputValue()) === draft, 'what was being written is still there')
  for (const customer of [...customers, late]) await nothingIsLost(customer)
  await onceEach(first, replies)
  await onceEach(second, [])
  for (const reply of await first.heard()) await phone.bubble('them', reply).waitFor()
  check((await phone.heard()).length === (await first.heard()).length, 'the phone shows every answer once')
}

async function story() {
  await step('two agents talk with three customers', begin)
  for (const customer of customers) customer.talk()
  const noticed = agents.map((agent) => agent.lost.waitFor({ timeout: 4 * patience }).then(() => look(agent, 'lost')))
  await step('the node dies that gives conversations out', killed)
  await step('another one gives them out', () => late.ring()) // it is not started again before
  await tell('start')
  for (const which of ['second', 'last']) {
    await step(`the ${which} node dies`, killed)
    await step('and comes back', () => tell('start'))
  }
  await step('both consoles said that they lost their stream', () => Promise.all(noticed))
  await step('the database crashes and comes back', crashed)
  await step('nothing is lost or doubled', compare)
}

await play(stage, story, { end: () => customers.forEach((customer) => (customer.talking = false)) })
