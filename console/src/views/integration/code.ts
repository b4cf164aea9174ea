// The code by which a page shows a way, for each kind of page and for either component.
import { html, js, json, jsx, wxml } from './escape'

export const targets = ['native', 'uniapp', 'taro', 'web'] as const
export type Target = (typeof targets)[number]
export type Component = 'kit' | 'plugin'
/** A file and what is to be put into it. */
export interface Snippet { file: string; code: string }

export interface CellAsk {
  target: Target
  component: Component
  kind: 'contact' | 'join'
  plugid: string
  /** The way's own link at WeCom: what the plugin for groups takes in place of a plugid. */
  link: string
  /** menling's address, without a slash at its end. */
  server: string
  /** The mini program's; '' where none is known. */
  appid: string
  /** The button's name in the numbers. */
  button: string
  /** Properties that are set and count. */
  set: Record<string, string | number>
}

/** WeCom's plugins, by what they lead to. */
export const plugins = {
  contact: { name: 'contactPlugin', version: '1.4.3', provider: 'wx104a1a20c3f81ec2' },
  join: { name: 'materialPlugin', version: '1.0.12', provider: 'wx4d2deeab3aed6e5a' },
} as const

export const kitPackage = 'menling-miniprogram'

/** A pair of an attribute: events are written in each framework's own way, and come last. */
type Attributes = [string, string | number][]

export const kebab = (name: string) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)

export function cellCode(ask: CellAsk): Snippet[] {
  return { native, uniapp, taro, web }[ask.target](ask)
}

const tagOf = ({ component, kind }: CellAsk) => (component === 'plugin' ? 'cell' : `${kind}-cell`)

function using(ask: CellAsk) {
  const name = tagOf(ask)
  return { [name]: ask.component === 'plugin' ? `plugin://${plugins[ask.kind].name}/cell` : kitPath(ask.target, name) }
}

/** uni-app takes components of mini programs from a folder of its own. */
export const kitPath = (target: Target, name: string) => `${target === 'uniapp' ? '/wxcomponents/' : ''}${kitPackage}/${name}/index`

function attributes(ask: CellAsk): Attributes {
  const whom: [string, string] = ask.component === 'plugin' && ask.kind === 'join' ? ['url', ask.link] : ['plugid', ask.plugid]
  const named: Attributes = ask.component === 'kit' && ask.button ? [['button', ask.button]] : []
  return [whom, ...named, ...Object.entries(ask.set)]
}

function pluginEntry({ kind }: CellAsk) {
  const { name, version, provider } = plugins[kind]
  return { plugins: { [name]: { version, provider } } }
}

export const setupCall = ({ server, appid }: Pick<CellAsk, 'server' | 'appid'>) => `setup({ server: ${js(server)}, appid: ${js(appid)} })`

/** A tag, its attributes one a line where they are many. */
export function tag(name: string, written: string[], close = ' />') {
  const line = `<${[name, ...written].join(' ')}${close}`
  return line.length <= 80 ? line : `<${name}\n${written.map((a) => `  ${a}`).join('\n')}\n${close.trim()}`
}

/** An attribute that is no text is an expression, in each framework's own brackets. */
export const attribute = {
  native: (name: string, value: string | number | boolean) => (typeof value === 'string' ? `${name}="${wxml(value)}"` : `${name}="{{${value}}}"`),
  uniapp: (name: string, value: string | number | boolean) => (typeof value === 'string' ? `${kebab(name)}="${html(value)}"` : `:${kebab(name)}="${value}"`),
  taro: (name: string, value: string | number | boolean) => (typeof value === 'string' ? `${name}=${jsx(value)}` : `${name}={${value}}`),
}

/** The file by which an app knows where its menling is. */
export function setupFile(target: Target, ask: Pick<CellAsk, 'server' | 'appid'>): Snippet {
  if (target === 'native') return { file: 'app.js', code: `const { setup } = require('${kitPackage}')\n\n${setupCall(ask)}` }
  const imported = `import { setup } from '${kitPackage}'\n\n${setupCall(ask)}`
  return target === 'taro' ? { file: 'app.js', code: imported } : { file: 'main.js', code: `// #ifdef MP-WEIXIN\n${imported}\n// #endif` }
}

function pluginFile(target: Target, ask: CellAsk): Snippet {
  const entry = pluginEntry(ask)
  if (target === 'native') return { file: 'app.json', code: json(entry) }
  return target === 'taro' ? { file: 'app.config.js', code: `export default defineAppConfig(${json(entry)})` } : { file: 'manifest.json', code: json({ 'mp-weixin': entry }) }
}

const firstFile = (ask: CellAsk) => (ask.component === 'plugin' ? pluginFile(ask.target, ask) : setupFile(ask.target, ask))

/** The file in which a page names the components it uses. */
export function pageFile(target: Target, usingComponents: Record<string, string>): Snippet {
  if (target === 'native') return { file: 'page.json', code: json({ usingComponents }) }
  if (target === 'taro') return { file: 'index.config.js', code: `export default definePageConfig(${json({ usingComponents })})` }
  return { file: 'pages.json', code: json({ pages: [{ path: 'pages/index/index', style: { 'mp-weixin': { usingComponents } } }] }) }
}

/** A page of uni-app with a tag that only WeChat's mini programs know. */
export const vueFile = (inside: string, script: string): Snippet => ({
  file: 'index.vue', code: `<template>\n${indent(`<!-- #ifdef MP-WEIXIN -->\n${inside}\n<!-- #endif -->`)}\n</template>\n\n<script setup>\n${script}\n</script>`,
})

const writtenFor = (ask: CellAsk, target: keyof typeof attribute) => attributes(ask).map(([name, value]) => attribute[target](name, value))

function native(ask: CellAsk): Snippet[] {
  return [
    firstFile(ask),
    pageFile('native', using(ask)),
    { file: 'page.wxml', code: tag(tagOf(ask), [...writtenFor(ask, 'native'), 'bind:completemessage="completemessage"']) },
    { file: 'page.js', code: `Page({\n${indent('completemessage({ detail }) {\n  console.log(detail.errcode, detail.notifytype)\n}')},\n})` },
  ]
}

function uniapp(ask: CellAsk): Snippet[] {
  const inside = tag(tagOf(ask), [...writtenFor(ask, 'uniapp'), '@completemessage="came"'])
  return [firstFile(ask), pageFile('uniapp', using(ask)), vueFile(inside, 'const came = ({ detail }) => console.log(detail.errcode, detail.notifytype)')]
}

function taro(ask: CellAsk): Snippet[] {
  const listens = 'onCompletemessage={({ detail }) => console.log(detail.errcode, detail.notifytype)}'
  return [firstFile(ask), pageFile('taro', using(ask)), { file: 'index.jsx', code: tag(tagOf(ask), [...writtenFor(ask, 'taro'), listens]) }]
}

function web(ask: CellAsk): Snippet[] {
  const written = attributes(ask).map(([name, value]) => `${kebab(name)}="${html(String(value))}"`)
  return [
    { file: 'index.html', code: `<script type="module" src="${html(ask.server)}/kit/v1/menling-contact.js"></script>\n\n${tag('menling-contact', written, '></menling-contact>')}` },
    { file: 'index.js', code: `document.querySelector('menling-contact').addEventListener('completemessage', ({ detail }) => {\n  console.log(detail.errcode, detail.notifytype)\n})` },
  ]
}

export const indent = (text: string) => text.replace(/^(?=.)/gm, '  ')
