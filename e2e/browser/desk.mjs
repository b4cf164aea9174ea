// An agent at the console: what a person does there, by what a person sees.
import { zh } from './words.mjs'

export class Desk {
  constructor(page, url, words = zh) {
    Object.assign(this, { page, url, words })
  }

  async signIn({ email, password }) {
    const { page, words } = this
    page.expected.push(/401.*\/api\/v1\/session/) // who is not signed in is told so
    await page.goto(this.url)
    await page.getByRole('heading', { name: words.signInTitle }).waitFor()
    await page.getByLabel(words.email).fill(email)
    await page.getByLabel(words.password).fill(password)
    await page.getByRole('button', { name: words.signIn, exact: true }).click()
    await page.waitForURL('**/inbox')
    await this.list(words.waiting).waitFor()
  }

  /** Goes to a page by the navigation, without loading anything anew. */
  async go(name) {
    await this.page.locator('nav.rail').getByRole('link', { name }).click()
  }

  /** One of the lists of conversations, by its tab. */
  list(name) {
    return this.page.locator('.side [role=radiogroup] label', { hasText: name })
  }
  async showList(name) {
    await this.list(name).click()
  }

  /** A row of the list shown. */
  conversation(customer) {
    return this.page.locator('.side li').filter({ hasText: customer })
  }
  async open(customer) {
    await this.conversation(customer).getByRole('button').click()
    await this.page.getByRole('heading', { name: customer, exact: true }).first().waitFor()
  }

  get acceptButton() {
    return this.page.locator('footer').getByRole('button', { name: this.words.accept })
  }
  get box() {
    return this.page.getByRole('textbox', { name: this.words.reply })
  }
  get sendButton() {
    return this.page.locator('.composer').getByRole('button', { name: this.words.send })
  }
  get thread() {
    return this.page.getByRole('log')
  }
  said(text) {
    return this.thread.getByText(text, { exact: true })
  }
  get pictures() {
    return this.thread.getByRole('article').getByRole('img', { includeHidden: true }).and(this.page.locator('img[src*="/api/v1/media/"]'))
  }

  /** The reply window of the open conversation, when it looks like this. */
  window(state) {
    return this.page.locator('.view header').getByRole('img', { name: state })
  }
  dots() {
    return this.page.locator('.view header .dots i.left')
  }

  async write(text) {
    await this.box.fill(text)
    await this.box.press('Enter')
    await this.said(text).waitFor()
  }

  /** Pastes a picture, as from a screenshot tool. */
  async paste(png) {
    await this.box.focus()
    await this.box.evaluate((area, base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], 'image.png', { type: 'image/png' }))
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, png.toString('base64'))
    await this.page.locator('.composer .pictures img').first().waitFor()
  }

  /** Whether this customer is known by both platforms as one person. */
  async knows(customer) {
    const ask = async (path) => (await this.page.request.get(`${this.url}/api/v1${path}`)).json()
    const found = (await ask('/customers')).items.find((c) => c.name === customer)
    return found && (await ask(`/customers/${found.id}`)).identities.some((i) => i.kind === 'openid')
  }

  async signOut() {
    await this.page.getByRole('button', { name: this.words.me }).click()
    await this.page.getByRole('button', { name: this.words.signOut }).click()
    await this.page.getByRole('heading', { name: this.words.signInTitle }).waitFor()
  }
}
