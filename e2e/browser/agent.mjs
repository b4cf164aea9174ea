// An agent among colleagues: comes by a one-time link, hands on, takes over, and is seen by the others.
import { Desk } from './desk.mjs'
import { check, until } from './stage.mjs'

const password = 'battery staple'

export class Agent extends Desk {
  constructor(page, url, name, words) {
    super(page, url, words)
    this.name = name
  }

  /** Chooses a password by the one-time link; the inbox opens. */
  async come(link) {
    const { page } = this
    page.expected.push(/401.*\/api\/v1\/session/)
    await page.goto(link.replace(new URL(link).origin, this.url))
    await page.locator('input[name=password]').fill(password)
    await page.locator('input[name=again]').fill(password)
    await page.getByRole('button', { name: '开始使用' }).click()
    await page.waitForURL('**/inbox')
    await this.list(this.words.waiting).waitFor()
  }

  /** Asks the server as this person, and gives status and answer. */
  async ask(method, path, data) {
    const answer = await this.page.request.fetch(`${this.url}/api/v1${path}`, { method, data })
    const text = await answer.text()
    return { status: answer.status(), body: text ? JSON.parse(text) : null }
  }
  async must(method, path, data) {
    const { status, body } = await this.ask(method, path, data)
    check(status < 300, `${method} ${path} is taken, but: ${status} ${JSON.stringify(body)}`)
    return body
  }

  /** Id of the conversation that is open. */
  get conversationID() {
    return Number(new URL(this.page.url()).pathname.split('/').at(-1))
  }

  /** Opens a customer's conversation in one of the lists. */
  async find(list, customer) {
    await this.showList(list)
    await this.open(customer)
  }

  async transfer(to, note) {
    const { page } = this
    await page.locator('.view header').getByRole('button', { name: '转接' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByPlaceholder(/^找同事/).fill(to)
    await dialog.getByRole('radio', { name: to }).check({ force: true })
    await dialog.getByPlaceholder('给对方的话').fill(note)
    await dialog.getByRole('button', { name: '转接', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  /** Writes with few messages left: they wait a moment for more words, unless they are to go at once. */
  async writeNow(text) {
    await this.write(text)
    await this.page.getByRole('button', { name: '马上发出' }).click()
  }

  /** Takes what was told before away. */
  async heedNotices() {
    const close = this.page.getByRole('alert').getByRole('button', { name: '关闭' })
    while (await close.count()) await close.first().click({ timeout: 1_000 }).catch(() => {}) // it may go by itself
  }

  colleague(words) {
    return this.page.getByRole('status').filter({ hasText: words })
  }
  /** What stands where the composer would be. */
  bar(words) {
    return this.page.locator('.view footer').getByText(words)
  }
  /** What is told in the thread besides messages. */
  told(words) {
    return this.thread.getByText(words)
  }
  get takeOverButton() {
    return this.page.locator('.view footer').getByRole('button', { name: '接手' })
  }

  /** Opens a customer's conversation among this agent's own. */
  async look({ conversation }) {
    const back = this.page.getByRole('button', { name: this.words.back, exact: true })
    if (await back.isVisible()) await back.click() // on a telephone a conversation has the screen to itself
    await this.showList(this.words.mine)
    await this.page.getByTestId(`conversation-${conversation}`).click()
    await this.page.waitForURL(`**/inbox/${conversation}`)
    await this.box.waitFor()
  }

  /** The bar that says that the server is not reached, and the one that says it of the server's database. */
  get lost() {
    return this.page.getByRole('status').filter({ hasText: this.words.lost })
  }
  get away() {
    return this.page.getByRole('status').filter({ hasText: this.words.away })
  }

  /** The words of the open conversation from its beginning. What is far from view is not drawn: so one scrolls through it. */
  async everything() {
    const { page } = this
    const older = page.locator('.view .older')
    await until('its beginning is reached', async () => {
      if (await older.count()) await older.click({ timeout: 1_000 }).catch(() => {}) // it may have gone by itself
      return page.locator('.view .begin').count()
    })
    const words = []
    for (const part of await page.locator('.view .part').all()) {
      await part.scrollIntoViewIfNeeded()
      await until('it is drawn', async () => !(await part.getAttribute('style')))
      words.push(...(await part.locator('article .bubble').allInnerTexts()))
    }
    return words
  }
}
