// The only server is killed while two agents have their consoles open and three customers go on writing; it comes back on the
// same data. Nothing is missing, nothing is there twice, and everything stands in the order it was said.
import { Agent } from './agent.mjs'
import { Platform } from './phone.mjs'
import { check, expecting, openStage, play, step, until } from './stage.mjs'
import { Customer, nothingIsLost, onceEach, same } from './talk.mjs'
import { cutWords } from './wire.mjs'
import { zh } from './words.mjs'

const { CHROMIUM, MENLING_CONSOLE: url, MENLING_SANDBOX, MENLING_CONTROL: control, MENLING_PASSWORD: password } = process.env
const stage = await openStage({ browser: CHROMIUM })
const platform = new Platform(MENLING_SANDBOX)
const he = new Agent(await stage.open('he', 1440, 900), url, '何静')
const sun = new Agent(await stage.open('sun', 1440, 900), url, '孙杰')
const customers = [['c01', he], ['c02', he], ['c03', sun]].map(([id, agent]) => new Customer(platform, id, agent))
const [first, second, third] = customers

async function begin() {
  await platform.ask('PUT', '/switches', { weapp_push_attempts: 200, weapp_retry_interval_ms: 250 }) // a platform that is patient
  await Promise.all([he.signIn({ email: 'hejing@example.com', password }), sun.signIn({ email: 'sunjie@example.com', password })])
  for (const customer of [second, first, third]) {
    await customer.ringAndWait()
    await customer.agent.look(customer)
    await customer.agent.write(`${customer.id} 您好`)
    await until('it is heard', async () => (await customer.heard()).length === 1)
  }
}

const tell = async (what) => check((await fetch(`${control}/${what}`, { method: 'POST' })).ok, `the server is told to ${what}`)

/** Killed in the middle of a reply, away while all go on writing, and back. */
async function outage() {
  for (const customer of customers) customer.talk()
  await Promise.all(customers.map((customer) => customer.more(3)))
  await expecting(he.page, [...cutWords, /net::ERR/], () => he.box.fill('断的那一刻'))
  await expecting(sun.page, [...cutWords, /net::ERR/], () => sun.box.fill('停着的时候'))
  await Promise.all([he.box.press('Enter'), tell('kill')])
  await Promise.all([he, sun].map((agent) => agent.lost.waitFor()))
  await sun.box.press('Enter')
  await sun.page.getByText(zh.waits).waitFor()
  await Promise.all(customers.map((customer) => customer.more(3)))
  check(!(await third.heard()).includes('停着的时候'), 'nothing leaves while the server is away')
  await tell('start')
  await Promise.all([he, sun].map((agent) => agent.lost.waitFor({ state: 'detached' })))
  await Promise.all(customers.map((customer) => customer.more(1)))
  await Promise.all(customers.map((customer) => customer.hush()))
  await until('what waited is heard', async () => (await third.heard()).includes('停着的时候'))
}

async function compare() {
  for (const customer of customers) await nothingIsLost(customer)
  await onceEach(first, ['c01 您好', '断的那一刻'])
  await onceEach(second, ['c02 您好'])
  await onceEach(third, ['c03 您好', '停着的时候'])
}

async function story() {
  await step('two agents talk with three customers', begin)
  await step('the server is killed and comes back', outage)
  await step('nothing is lost or doubled', compare)
  await step('a page loaded anew shows the same', async () => {
    const before = await sun.everything()
    await sun.page.reload()
    await sun.said(third.lines.at(-1)).waitFor()
    same(await sun.everything(), before, 'what is shown is what was shown')
  })
}

await play(stage, story, { end: () => customers.forEach((customer) => (customer.talking = false)) })
