// The demo: all its files are there, its pages are thin, and our components live beside those of others.
const { strict: assert } = require('node:assert')
const fs = require('node:fs')
const path = require('node:path')
const { mock, test } = require('node:test')
const { setup } = require('../src')
const { platform } = require('./fake-wx')
const { componentFile, loadWithNpm } = require('./npm')
const { root, show, until, textOf, find } = require('./stage')

mock.method(console, 'warn', () => {})

const demo = path.join(root, 'demo')
const json = file => JSON.parse(fs.readFileSync(file, 'utf8'))
const app = json(path.join(demo, 'app.json'))

const answers = {
  ways: { plugid: '1', kind: 'contact', persons: 'single', name: '张三', avatar: '', style: {}, open: true },
  press: { errcode: 0, errmsg: '', name: '张三', headurl: '', notifytype: 1, qr_code: 'https://a.example/qr.png' },
  source: { session_from: 'page=p&t=1&sig=s', open: true, hours: '09:00–18:00', waiting: 0, expires_in: 86400 },
}

/** The components that a page or component names, and those that they name. */
function components(file) {
  return Object.values(json(`${file}.json`).usingComponents || {}).flatMap(name => {
    const used = componentFile(name, file)
    return [used, ...components(used)]
  })
}

for (const page of app.pages) {
  const file = path.join(demo, page)

  test(`${page} is whole, with every component under it`, () => {
    for (const each of new Set([file, ...components(file)])) {
      for (const ending of ['js', 'json', 'wxml']) assert.ok(fs.existsSync(`${each}.${ending}`), `${each}.${ending} is missing`)
    }
    for (const used of components(file)) assert.equal(json(`${used}.json`).component, true)
  })

  test(`${page} is thin`, () => assert.equal(fs.readFileSync(`${file}.js`, 'utf8'), 'Page({})\n'))
}

test('the app names pages, a theme and a sitemap that exist', () => {
  for (const { pagePath } of app.tabBar.list) assert.ok(app.pages.includes(pagePath))
  for (const file of [app.themeLocation, app.sitemapLocation, 'app.js', 'app.wxss']) assert.ok(fs.existsSync(path.join(demo, file)), file)
  const theme = json(path.join(demo, app.themeLocation))
  const used = JSON.stringify(app).match(/"@(\w+)"/g).map(each => each.slice(2, -1))
  for (const colours of [theme.light, theme.dark]) assert.deepEqual(used.filter(name => !colours[name]), [])
})

test('the demo uses the versions that are tested here', () => {
  const { dependencies } = json(path.join(demo, 'package.json'))
  const { devDependencies } = json(path.join(root, 'package.json'))
  for (const name of ['@vant/weapp', 'tdesign-miniprogram']) assert.equal(dependencies[name], devDependencies[name])
})

/** A component of the demo on a page, its own server behind it. */
function demoOf(name) {
  platform({ answers })
  setup({ server: `https://${name}.example.com`, lang: 'zh' })
  return show(loadWithNpm(`demo/components/${name}/index`))
}

for (const [name, selector, events] of [['contact-demo', 'row', ['startmessage {}', 'completemessage {"errcode":0']], ['join-demo', 'row', ['startmessage {}', 'completemessage {"errcode":0,"notifytype":1}']]]) {
  test(`${name} shows what its cells say`, async () => {
    const page = demoOf(name)
    const cell = page.querySelector('.cell')
    await until(() => find(page, selector))
    cell.querySelector(`.${selector}`).dispatchEvent('tap')
    await until(() => events.every(each => textOf(page).includes(each)))
  })
}

test('service-demo goes where a card leads', async () => {
  const page = demoOf('service-demo')
  const went = []
  global.wx.navigateTo = ({ url }) => went.push(url)
  page.querySelector('.button').querySelector('.button').dispatchEvent('contact', { detail: { path: 'pages/join/index', query: {} } })
  await until(() => went.length)
  assert.deepEqual(went, ['/pages/join/index'])
})

test('our components stand on one page with those of TDesign and Vant, and all of them work', async () => {
  const page = demoOf('beside-demo')
  await until(() => ['营业时间', '3 号店', '张三', '09:00–18:00'].every(each => textOf(page).includes(each)))
  page.querySelector('.cell').querySelector('.row').dispatchEvent('tap')
  await until(() => textOf(page).includes('completemessage {"errcode":0'))
  page.querySelector('.t').querySelector('.t-button').dispatchEvent('tap')
  await until(() => textOf(page).includes('tap '), 'the tap of TDesign')
  page.querySelector('.v').querySelector('.van-cell__value').dispatchEvent('tap')
  await until(() => textOf(page).includes('click '), 'the tap of Vant')
})
