// A customer with the sandbox's phone page.
import { check } from './stage.mjs'

export class Phone {
  constructor(page, url) {
    Object.assign(this, { page, url })
  }

  id(name) {
    return this.page.getByTestId(name)
  }

  /** Takes up a customer's phone. */
  async take(customer) {
    await this.page.goto(this.url)
    await this.id('lock-pick').click()
    await this.id(`customer-${customer}`).click()
    await this.id('screen-home').waitFor()
  }

  /** Scans the code of the way with this state, which opens the chat with the member. */
  async scan(state) {
    await this.scanState(state)
    await this.id('screen-chat').waitFor()
  }

  /** Takes up another customer's phone. */
  async choose(customer) {
    await this.id(`customer-${customer}`).click()
    await this.id('screen-home').waitFor()
  }

  /** Scans the code of the way with this state. */
  async scanState(state) {
    await this.id('tab-scan').click()
    await this.page.locator(`[data-testid^="way-"][data-state="${state}"]`).click()
  }

  /** Takes up a customer's phone and has it read a picture with a code. */
  async readPicture(customer, buffer) {
    await this.page.goto(`${this.url}?customer=${customer}&tab=scan`)
    await this.id('screen-scan').waitFor()
    const chooser = this.page.waitForEvent('filechooser')
    await this.id('scan-upload-open').click()
    await (await chooser).setFiles({ name: 'code.png', mimeType: 'image/png', buffer })
  }

  bubble(from, text) {
    return this.page.locator(`[data-testid=bubble][data-from=${from}]`, { hasText: text })
  }
  get picturesFromThem() {
    return this.page.locator('[data-testid=bubble][data-from=them][data-kind=image] img')
  }

  /** Opens the mini program on one of its pages and presses the contact button. */
  async ring(sessionFrom) {
    await this.id('back').click()
    await this.open(sessionFrom)
  }

  /** The same from the home screen. */
  async open(sessionFrom) {
    await this.id('mp-open').click()
    await this.id('mp-item-7').click()
    await this.id('mp-session-from').fill(sessionFrom)
    await this.id('mp-contact').click()
    await this.id('screen-service').waitFor()
    await this.page.getByRole('button', { name: '不发送' }).click() // the page is offered as a card: no, thank you
  }

  /** The words that came from the desk, from old to new. */
  heard() {
    return this.page.locator('[data-testid=bubble][data-from=them][data-kind=text] .bubble').allInnerTexts()
  }

  async write(text) {
    await this.id('mp-input').fill(text)
    await this.id('mp-send').click()
    await this.bubble('me', text).waitFor()
  }

  async sendPicture(png) {
    const chooser = this.page.waitForEvent('filechooser')
    await this.id('mp-image-open').click()
    await (await chooser).setFiles({ name: 'photo.png', mimeType: 'image/png', buffer: png })
    await this.page.locator('[data-testid=bubble][data-from=me][data-kind=image] img').waitFor()
  }

  async twoDaysLater() {
    await this.id('pane-tools').click()
    await this.id('clock-plus-48h').click()
    await this.id('pane-phone').click()
  }

  /** No push to the server failed: the log beside the phone says so. */
  async pushesWentWell() {
    await this.id('pane-log').click()
    await this.id('push-row').first().waitFor()
    check((await this.page.locator('[data-testid=push-row][data-tone=bad]').count()) === 0, 'every push was answered with success')
    await this.id('pane-phone').click()
  }
}

/** The sandbox's control API: other customers, the clock, and what the platform was asked to do. */
export class Platform {
  constructor(url) {
    this.url = `${url}/sandbox/v1`
  }

  async ask(method, path, body) {
    const answer = await fetch(this.url + path, { method, headers: { 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) })
    const text = await answer.text()
    check(answer.ok, `${method} ${path} is taken, but: ${answer.status} ${text}`)
    return text ? JSON.parse(text) : null
  }

  /** Somebody else scans the code with this remark, and is known by name then. */
  async scan(customer, remark) {
    const way = (await this.ask('GET', '/ways')).find((w) => w.remark === remark)
    return this.ask('POST', '/scan', { customer, config_id: way.config_id })
  }

  /** Somebody else opens the mini program and presses the contact button. */
  enter(customer, sessionFrom) {
    return this.ask('POST', '/weapp/enter', { customer, session_from: sessionFrom })
  }

  /** Somebody else writes to the desk. */
  async write(customer, ...texts) {
    for (const content of texts) await this.ask('POST', '/weapp/messages', { customer, msgtype: 'text', content })
  }

  later(duration) {
    return this.ask('POST', '/clock', { advance: duration })
  }

  /** How often the platform was asked to send a customer something. */
  async sends() {
    let count = 0
    for (let after = '', page; (page = await this.ask('GET', `/calls?limit=500&after=${after}`)).length > 0; after = page.at(-1).id) {
      count += page.filter((call) => call.path === '/cgi-bin/message/custom/send').length
    }
    return count
  }
}
