// <menling-contact>: the 「联系我」 cell of the mini-program kit, for web pages.
import { show } from './dialog.js'
import { draw } from './draw.js'
import { dress } from './look.js'
import { press } from './press.js'
import { properties, read, settle } from './properties.js'
import { readWay } from './server.js'
import { wordsOf } from './words.js'

const looks = Object.keys(properties)
const kebab = (name) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)
// HTML knows no capitals: styleType="2" in a page is styletype="2".
const attributesOf = (name) => [kebab(name), name.toLowerCase()]
const plain = ['plugid', 'server', 'button', 'lang']

/** Where this file came from, if menling served it: then the element needs no server of its own. */
const home = /^(https?:.*)\/kit\/v1\/menling-contact\.js/.exec(import.meta.url)?.[1] ?? ''

export class MenlingContact extends HTMLElement {
  static observedAttributes = [...plain, ...looks.flatMap(attributesOf)]

  #config = null
  #reading = null // the question under way, or its answer
  #asked = ''
  #drawn = false
  #busy = false
  #key = ''

  constructor() {
    super()
    dress(this.attachShadow({ mode: 'open' }))
  }

  connectedCallback() {
    for (const name of [...plain, ...looks]) this.#upgrade(name)
    this.#later()
  }

  attributeChangedCallback() {
    this.#later()
  }

  /** Does what a tap does. */
  async press() {
    if (this.#busy) return
    this.#setBusy(true)
    this.#tell('startmessage', {})
    const cell = { ...this.#cell(), key: this.#key }
    const outcome = await press(cell, () => this.#known())
    this.#key = cell.key
    this.#setBusy(false)
    if (outcome.reason) console.warn(`menling-contact ${cell.plugid}:`, outcome.reason.message)
    this.#tell('completemessage', outcome.detail)
    if (this.isConnected) this.#show(outcome)
  }

  #show(outcome) {
    const name = this.#settled().isMask ? '' : outcome.detail.name
    const dialog = show(this.shadowRoot, { ...outcome, name }, wordsOf(this.lang), () => this.press())
    // The button that was pressed may have been drawn anew since.
    dialog.addEventListener('close', () => this.shadowRoot.activeElement ?? this.focus())
  }

  #cell() {
    const mask = read('isMask', this.#own('isMask')) ?? ''
    return { server: this.server || home, plugid: this.plugid, button: this.button, lang: this.lang, mask }
  }

  #own(name) {
    const [first, second] = attributesOf(name)
    return this.getAttribute(first) ?? this.getAttribute(second)
  }

  /** Several attributes set in one go are drawn once. */
  #later() {
    if (this.#drawn || !this.isConnected) return
    this.#drawn = true
    queueMicrotask(() => {
      this.#drawn = false
      this.#known().catch(() => {})
      this.#draw()
    })
  }

  /** The way as the server says it, asked for once. After a failure the next press asks again. */
  #known() {
    const { server, plugid, mask, lang } = this.#cell()
    const question = [server, plugid, mask].join('\n')
    if (question === this.#asked && this.#reading) return this.#reading
    this.#asked = question
    this.#config = null
    return (this.#reading = this.#read({ server, plugid, mask, lang }, question))
  }

  async #read(cell, question) {
    const current = () => question === this.#asked
    try {
      if (!cell.plugid) throw new Error('no plugid is set')
      const config = await readWay(cell)
      if (current()) this.#config = config
    } catch (reason) {
      if (current()) {
        this.#reading = null
        this.#config = {}
      }
      throw reason
    } finally {
      if (current()) this.#draw()
    }
  }

  #settled() {
    return settle(Object.fromEntries(looks.map((name) => [name, this.#own(name)])), this.#config?.style)
  }

  #draw() {
    const cell = draw(this.#settled(), this.#config, wordsOf(this.lang))
    const old = this.shadowRoot.querySelector('.cell')
    const held = old?.contains(this.shadowRoot.activeElement)
    cell.querySelector('.press').addEventListener('click', () => this.press())
    if (old) old.replaceWith(cell)
    else this.shadowRoot.append(cell)
    this.#setBusy(this.#busy)
    if (held) this.focus()
  }

  /** Focus goes to the button. */
  focus(options) {
    this.shadowRoot.querySelector('.press')?.focus(options)
  }

  #setBusy(busy) {
    this.#busy = busy
    this.shadowRoot.querySelector('.press')?.setAttribute('aria-busy', String(busy))
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }

  /** What a framework set before this class was known is taken over. */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return
    const value = this[name]
    delete this[name]
    this[name] = value
  }
}

for (const name of looks) {
  Object.defineProperty(MenlingContact.prototype, name, {
    get() {
      const [first, second] = attributesOf(name)
      return read(name, this.getAttribute(first) ?? this.getAttribute(second))
    },
    set(value) {
      for (const attribute of attributesOf(name)) this.removeAttribute(attribute)
      if (value !== undefined && value !== null && value !== '') this.setAttribute(kebab(name), String(value))
    },
    enumerable: true,
  })
}

for (const name of plain.filter((name) => name !== 'lang').concat('theme')) {
  Object.defineProperty(MenlingContact.prototype, name, {
    get() {
      return this.getAttribute(name) ?? ''
    },
    set(value) {
      this.setAttribute(name, value ?? '')
    },
    enumerable: true,
  })
}

if (!customElements.get('menling-contact')) customElements.define('menling-contact', MenlingContact)
