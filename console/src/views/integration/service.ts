// The code of a button that opens the chat of a mini program: ours, or WeChat's own.
import { attribute, indent, kitPath, pageFile, setupFile, tag, vueFile, type Component, type Snippet, type Target } from './code'
import { html, js } from './escape'

/** What our button says by itself. */
export const usualText = '联系客服'

export const looks = ['plain', 'floating', 'cell'] as const

export interface ServiceAsk {
  target: Exclude<Target, 'web'>
  component: Component
  server: string
  appid: string
  /** The button's name, which the desk shows as the source. */
  button: string
  look: (typeof looks)[number]
  text: string
  /** The card that the customer may send: its title, page and picture. */
  title: string
  path: string
  image: string
  card: boolean
}

type Attributes = [string, string | boolean][]

export function serviceCode(ask: ServiceAsk): Snippet[] {
  return ask.component === 'kit' ? kitButton(ask) : officialButton(ask)
}

/** What is empty or off is not written. */
const given = (all: Attributes) => all.filter(([, value]) => value)

const written = (ask: ServiceAsk, all: Attributes) => given(all).map(([name, value]) => attribute[ask.target](name, value))

const listening = { native: 'bind:contact="contact"', uniapp: '@contact="contact"', taro: 'onContact={({ detail }) => console.log(detail.path, detail.query)}' }

/** What the button says of itself is an object; each framework has its own way to hand one over. */
const sourced = ({ target, button }: ServiceAsk) => (!button ? [] : [{ native: 'source="{{source}}"', uniapp: ':source="source"', taro: `source={${sourceOf(button)}}` }[target]])

const sourceOf = (button: string) => `{ button: ${js(button)} }`

function kitButton(ask: ServiceAsk): Snippet[] {
  const own: Attributes = [['text', ask.text === usualText ? '' : ask.text], ['look', ask.look === 'plain' ? '' : ask.look], ['messageTitle', ask.title], ['messagePath', ask.path], ['messageImg', ask.image], ['showMessageCard', ask.card]]
  const inside = tag('service-button', [...sourced(ask), ...written(ask, own), listening[ask.target]])
  return [setupFile(ask.target, ask), pageFile(ask.target, { 'service-button': kitPath(ask.target, 'service-button') }), ...page(ask, inside, ask.button && sourceOf(ask.button))]
}

/** WeChat's own button: the source is a text that the page makes itself, and nothing vouches for it. */
function officialButton(ask: ServiceAsk): Snippet[] {
  const source = ask.button && `button=${encodeURIComponent(ask.button)}`
  const all: Attributes = [['sessionFrom', source], ['sendMessageTitle', ask.title], ['sendMessagePath', ask.path], ['sendMessageImg', ask.image], ['showMessageCard', ask.card]]
  const name = ask.target === 'taro' ? 'Button' : 'button'
  const kind = ask.target === 'taro' ? 'openType="contact"' : 'open-type="contact"'
  const contact = ask.target === 'native' ? 'bindcontact="contact"' : listening[ask.target]
  const inside = tag(name, [kind, ...written(ask, all).map((a) => official(ask, a)), contact], `>${worded(ask)}</${name}>`)
  return page(ask, inside, '')
}

/** In WXML WeChat's button writes its names in kebab-case. */
const official = ({ target }: ServiceAsk, a: string) => (target === 'native' ? a.replace(/^[a-zA-Z]+/, (name) => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)) : a)

/** Text between tags, in which braces begin an expression everywhere. */
const worded = ({ target, text }: ServiceAsk) => (target === 'taro' ? (/[{}<>&]/.test(text) ? `{${js(text)}}` : text) : /\{\{/.test(text) ? `{{${html(js(text))}}}` : html(text))

function page({ target }: ServiceAsk, inside: string, source: string): Snippet[] {
  if (target === 'taro') return [{ file: 'index.jsx', code: inside }]
  if (target === 'uniapp') return [vueFile(inside, `${source && `const source = ${source}\n`}const contact = ({ detail }) => console.log(detail.path, detail.query)`)]
  const body = `${source && `data: { source: ${source} },\n\n`}contact({ detail }) {\n  console.log(detail.path, detail.query)\n},`
  return [{ file: 'page.wxml', code: inside }, { file: 'page.js', code: `Page({\n${indent(body)}\n})` }]
}
