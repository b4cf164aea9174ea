// Customers who go on writing whatever happens to the server, and what must be so in the end: nothing is missing, nothing is
// there twice, and everything stands in the order it was said.
import { check, until } from './stage.mjs'

/** Milliseconds between two lines of a customer. */
const rhythm = 400

/** Writes one line after the other, with nothing but the platform between them and the desk. */
export class Customer {
  constructor(platform, id, agent) {
    Object.assign(this, { platform, id, agent, lines: [] })
  }

  async say() {
    const line = `${this.id} 第 ${this.lines.length + 1} 句`
    await this.platform.write(this.id, line)
    this.lines.push(line)
  }
  talk() {
    this.talking = true
    this.talked = (async () => {
      while (this.talking) await Promise.all([this.say(), new Promise((next) => setTimeout(next, rhythm))])
    })()
  }
  hush() {
    this.talking = false
    return this.talked
  }

  /** Goes on until so many more lines are written. */
  async more(count) {
    const wanted = this.lines.length + count
    await until(`${this.id} has written ${count} more lines`, () => this.lines.length >= wanted)
  }

  /** Opens the chat and says a first line, which waits in one of the lists of the agent. */
  async ring(list = 'mine') {
    await this.platform.enter(this.id, `from=${this.id}`)
    await this.say()
    const row = await until(`${this.id} is ${list}`, async () => (await this.agent.must('GET', `/conversations?list=${list}`)).items.find((c) => c.preview.text === this.lines[0]))
    this.conversation = row.id
  }
  /** The same where the agent has to accept it. */
  async ringAndWait() {
    await this.ring('waiting')
    await this.agent.must('POST', `/conversations/${this.conversation}/accept`)
  }

  /** What was said in this chat, as the platform has it. */
  async record() {
    const chat = await this.platform.ask('GET', `/weapp/messages?customer=${this.id}`)
    return chat.filter((m) => m.msgtype === 'text')
  }
  /** What came to the phone from the desk. */
  async heard() {
    return (await this.record()).filter((m) => m.from === 'api').map((m) => m.content)
  }

  /** The same as the server keeps it, with the state of every message. */
  async kept() {
    let all = []
    for (let before = ''; ; ) {
      const page = await this.agent.must('GET', `/conversations/${this.conversation}/messages?limit=50${before && `&before=${before}`}`)
      all = [...page.items, ...all]
      if (!(before = page.before)) return all.filter((m) => m.kind === 'text')
    }
  }
}

export const same = (left, right, what) => check(JSON.stringify(left) === JSON.stringify(right), `${what}:\n  ${left.join(' | ')}\n  ${right.join(' | ')}`)

const texts = (messages) => messages.map((m) => m.text ?? m.content)

/** What the customer wrote stands once and in order with the platform, in the server and in the console. */
export async function nothingIsLost(customer) {
  const { id, agent, lines } = customer
  await agent.look(customer)
  await agent.said(lines.at(-1)).waitFor()
  const mine = (words) => words.filter((text) => text.startsWith(`${id} 第`))
  same(mine(texts(await customer.record())), lines, 'the platform took every line')
  const messages = await until('all is applied and sent', async () => {
    const all = await customer.kept()
    return mine(texts(all)).length >= lines.length && all.every((m) => m.state !== 'sending') && all
  })
  same(mine(texts(messages)), lines, 'the server has every line once')
  const shown = await agent.everything()
  same(mine(shown), lines, 'the console shows every line once')
  same(shown, texts(messages), 'the console shows what the server has, in its order')
}

/** Every reply stands once in the console; it was sent once, or at most once where nobody can know. */
export async function onceEach(customer, replies) {
  const heard = await customer.heard()
  const messages = await customer.kept()
  for (const reply of replies) {
    const [message, ...more] = messages.filter((m) => m.text === reply)
    check(message && more.length === 0, `${reply} is there once`)
    const times = heard.filter((text) => text === reply).length
    check(message.state === 'unknown' ? times <= 1 : message.state === 'sent' && times === 1, `${reply} is ${message.state} and was heard ${times} times`)
  }
  same(heard, replies.filter((text) => heard.includes(text)), 'what was heard came in order')
}
