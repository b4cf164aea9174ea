import { expect, test } from 'vitest'
import { checksFor, type CheckAsk } from './checks'
import { cellCode, type CellAsk } from './code'
import { js } from './escape'
import { joinChosen } from './join'
import { serviceCode, type ServiceAsk } from './service'

const ask: CellAsk = { target: 'native', component: 'kit', kind: 'contact', plugid: '42', link: '', server: 'https://desk.example.com', appid: 'wx1', button: '', set: {} }
const nasty = `a"b'c</script><{{d}}>\\ &\n`
const file = (name: string, asked: Partial<CellAsk>) => cellCode({ ...ask, ...asked }).find((s) => s.file === name)!.code

test('WeCom’s plugin as its page says it', () => {
  expect(file('app.json', { component: 'plugin' })).toBe('{\n  "plugins": {\n    "contactPlugin": {\n      "version": "1.4.3",\n      "provider": "wx104a1a20c3f81ec2"\n    }\n  }\n}')
  expect(JSON.parse(file('page.json', { component: 'plugin' }))).toEqual({ usingComponents: { cell: 'plugin://contactPlugin/cell' } })
  expect(file('page.wxml', { component: 'plugin', plugid: 'abc', set: { styleType: 2 } })).toBe('<cell plugid="abc" styleType="{{2}}" bind:completemessage="completemessage" />')
  expect(file('page.wxml', { component: 'plugin', kind: 'join', link: 'https://x/?a=1&b=2' })).toContain('<cell url="https://x/?a=1&amp;b=2" ')
})

test('ours is one line away from it', () => {
  expect(JSON.parse(file('page.json', {}))).toEqual({ usingComponents: { 'contact-cell': 'menling-miniprogram/contact-cell/index' } })
  expect(file('app.js', {})).toBe("const { setup } = require('menling-miniprogram')\n\nsetup({ server: 'https://desk.example.com', appid: 'wx1' })")
  expect(file('page.wxml', { kind: 'join' })).toContain('<join-cell plugid="42"')
})

test('each framework spells attributes and events in its own way', () => {
  const set = { styleType: 3, buttonStyle: 'light' }
  expect(file('index.vue', { target: 'uniapp', set })).toContain('plugid="42"\n    :style-type="3"\n    button-style="light"\n    @completemessage="came"')
  expect(file('index.jsx', { target: 'taro', set })).toContain('plugid="42"\n  styleType={3}\n  buttonStyle="light"\n  onCompletemessage=')
  expect(file('index.html', { target: 'web', set })).toBe('<script type="module" src="https://desk.example.com/kit/v1/menling-contact.js"></script>\n\n<menling-contact\n  plugid="42"\n  style-type="3"\n  button-style="light"\n></menling-contact>')
  expect(JSON.parse(file('pages.json', { target: 'uniapp' })).pages[0].style['mp-weixin'].usingComponents['contact-cell']).toMatch(/^\/wxcomponents\//)
})

test('a name stays a name in every language', () => {
  const name = (target: CellAsk['target'], found: RegExp, at: string) => file(at, { target, button: nasty }).match(found)?.[1]
  expect(name('web', /button="([^"]*)"/, 'index.html')).toBe("a&quot;b'c&lt;/script&gt;&lt;{{d}}&gt;\\ &amp;&#10;")
  expect(name('native', /button="([^"]*)"/, 'page.wxml')).toBe("a&quot;b'c&lt;/script&gt;&lt;{{'{'}}{d}}&gt;\\ &amp;&#10;")
  expect(name('uniapp', /button="([^"]*)"/, 'index.vue')).toContain('&quot;')
  const written = name('taro', /button=\{(.*)\}$/m, 'index.jsx')!
  expect(written).toContain('<\\/script>')
  expect(Function(`return ${written}`)()).toBe(nasty)
})

test('a text in JavaScript reads as it was', () => {
  for (const text of [nasty, '\u2028', "'", '\\', '', '</script>']) expect(Function(`return ${js(text)}`)()).toBe(text)
})

const service: ServiceAsk = { target: 'native', component: 'plugin', server: 'https://desk.example.com', appid: 'wx1', button: 'hero', look: 'plain', text: '联系客服', title: '', path: '', image: '', card: false }

test('WeChat’s own button, in each framework', () => {
  const code = (asked: Partial<ServiceAsk>) => serviceCode({ ...service, ...asked })[0]!.code
  expect(code({})).toBe('<button\n  open-type="contact"\n  session-from="button=hero"\n  bindcontact="contact"\n>联系客服</button>')
  expect(code({ card: true, title: 'A "b"' })).toContain('send-message-title="A &quot;b&quot;"\n  show-message-card="{{true}}"')
  expect(code({ target: 'uniapp', card: true })).toContain(':show-message-card="true"\n    @contact="contact"')
  expect(code({ target: 'taro', text: 'a{b}' })).toContain("<Button\n  openType=\"contact\"\n  sessionFrom=\"button=hero\"\n  onContact={({ detail }) => console.log(detail.path, detail.query)}\n>{'a{b}'}</Button>")
  expect(code({ text: '{{x}}', button: '' })).toContain(">{{'{{x}}'}}</button>")
})

test('our button writes only what is set', () => {
  const [setup, page, wxml, script] = serviceCode({ ...service, component: 'kit', look: 'floating', card: true })
  expect(setup!.file).toBe('app.js')
  expect(JSON.parse(page!.code).usingComponents).toEqual({ 'service-button': 'menling-miniprogram/service-button/index' })
  expect(script!.code).toContain("  data: { source: { button: 'hero' } },\n\n  contact(")
  expect(serviceCode({ ...service, component: 'kit', target: 'taro' })[2]!.code).toContain("source={{ button: 'hero' }}")
  expect(wxml!.code).toBe('<service-button\n  source="{{source}}"\n  look="floating"\n  showMessageCard="{{true}}"\n  bind:contact="contact"\n/>')
})

test('what is to be done elsewhere', () => {
  const keys = (asked: Partial<CheckAsk>) => checksFor({ target: 'native', component: 'kit', kind: 'contact', server: 'https://desk.example.com', callback: 'https://desk.example.com/callbacks/weapp/shop', ...asked }).map((c) => c.key)
  expect(keys({})).toEqual(['npm', 'request', 'download'])
  expect(keys({ server: 'http://127.0.0.1:9080', target: 'uniapp' })).toEqual(['https', 'copyKit', 'request', 'download'])
  expect(keys({ component: 'plugin', kind: 'join' })).toEqual(['plugin'])
  expect(keys({ kind: 'service' })).toEqual(['npm', 'request', 'download', 'push'])
  expect(keys({ component: 'plugin', kind: 'service' })).toEqual(['push'])
  expect(keys({ target: 'web' })).toEqual(['origin', 'policy'])
})

test('a group’s cell sets what is written and may be', () => {
  expect(joinChosen({ contactText: '进群', paddingStyle: '8', iconBorderRadius: 'x', iconUrl: '', contactTextBlod: '1' })).toEqual({ contactText: '进群', paddingStyle: 8, contactTextBlod: 1 })
  expect(joinChosen({ contactTextBlod: '0' })).toEqual({})
})
