// A page for components: the simulator in a document, and waiting for what they do.
const { strict: assert } = require('node:assert')
const path = require('node:path')
const { JSDOM } = require('jsdom')

const { window } = new JSDOM('<!doctype html><html><head></head><body></body></html>')
for (const name of ['window', 'document', 'HTMLElement', 'Event', 'CustomEvent', 'MutationObserver', 'Node', 'TouchEvent']) {
  global[name] = name === 'window' ? window : window[name]
}

const simulate = require('miniprogram-simulate')

const root = path.join(__dirname, '..')
const loaded = new Map()

/** Puts a component of src/ on the page. `heard` collects its events, by name. */
function put(name, properties = {}, events = ['startmessage', 'completemessage', 'contact']) {
  if (!loaded.has(name)) loaded.set(name, load(`src/${name}/index`, name))
  const component = show(loaded.get(name), properties)
  component.heard = Object.fromEntries(events.map(event => [event, []]))
  for (const event of events) component.addEventListener(event, ({ detail }) => component.heard[event].push(detail))
  return component
}

/** Puts a loaded component on the page. */
function show(id, properties = {}) {
  const component = simulate.render(id, properties)
  const parent = document.createElement('div')
  document.body.appendChild(parent)
  component.attach(parent)
  return component
}

/** Loads one component of this folder. One root and the compiler in JavaScript: the other mixes up two loads. */
function load(file, tag, options = {}) {
  return simulate.load(path.join(root, file), tag, { less: false, compiler: 'simulate', rootPath: root, ...options })
}

/** Waits until a condition holds, turn by turn of the event loop. What it gives is what held. */
async function until(condition, what = condition.toString()) {
  const end = process.hrtime.bigint() + 60_000_000_000n
  for (;;) {
    const held = condition()
    if (held) return held
    assert.ok(process.hrtime.bigint() < end, `waited in vain for ${what}`)
    await new Promise(resolve => setImmediate(resolve))
  }
}

/** The text that a component shows. */
function textOf(component) {
  return component.dom.textContent.replace(/\s+/g, ' ').trim()
}

/** The first element of a component, its children's too, with a class. */
function find(component, name) {
  return [...component.dom.querySelectorAll('*')].find(element => classesOf(element).includes(name))
}

/** The classes of an element, without the prefix that the simulator gives them. */
function classesOf(element) {
  return [...element.classList].map(each => each.replace(/^.*?--/, ''))
}

/** The attributes of an element, which the simulator keeps out of the document. */
function attributesOf(element) {
  return Object.fromEntries(element.__wxElement._vt.attrs.map(({ name, value }) => [name, value]))
}

function tap(component, selector) {
  component.querySelector(selector).dispatchEvent('tap')
}

module.exports = { root, put, show, load, until, textOf, find, classesOf, attributesOf, tap }
