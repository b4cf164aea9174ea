// The contact cell: how it looks in every setting, and what a tap does.
const { strict: assert } = require('node:assert')
const { beforeEach, mock, test } = require('node:test')
const { setup } = require('../src')
const { contact } = require('../src/lib/choices')
const { platform, dead, silent } = require('./fake-wx')
const { put, until, textOf, find, classesOf, attributesOf, tap } = require('./stage')

mock.method(console, 'warn', () => {})

const single = { plugid: '7', kind: 'contact', persons: 'single', name: '张三', avatar: 'https://a.example/h.png', style: {}, open: true }
const multi = { ...single, persons: 'multi', name: '', avatar: '' }
const shown = { errcode: 0, errmsg: '', name: '张三', headurl: 'https://a.example/h.png', notifytype: 1, qr_code: 'https://a.example/qr.png?v=1' }

// Each test has a server of its own, so that nothing is known from the one before.
let tests = 0
beforeEach(() => setup({ server: `https://bell${++tests}.example.com`, lang: '', signIn: true }))

/** A cell whose way has been read, with the platform behind it. */
async function cellOf(way, properties = {}, answers = {}) {
  const fake = platform({ answers: { ways: way, press: shown, ...answers } })
  const cell = put('contact-cell', { plugid: '7', ...properties })
  await until(() => !cell.data.reading, 'the way')
  return { cell, fake }
}

/** What a cell shows of the things that properties change. */
function seen(cell) {
  const has = name => Boolean(find(cell, name))
  const text = name => (find(cell, name) ? find(cell, name).textContent : undefined)
  const face = find(cell, 'face')
  const button = find(cell, 'button')
  const bubble = find(cell, 'bubble')
  const row = find(cell, 'row')
  return {
    block: ['row', 'bubble', 'alone', 'chatting'].find(has),
    title: text('title'),
    name: text('name'),
    service: text('service'),
    button: button && button.textContent,
    style: button && classesOf(button).find(each => each === 'primary' || each === 'light'),
    shape: face && classesOf(face).find(each => each === 'circle' || each === 'rect'),
    icon: face && classesOf(face).find(each => each.startsWith('icon-')),
    padding: row && row.style.padding,
    colour: bubble && bubble.style.backgroundColor,
  }
}

const row = { block: 'row', title: '张三', button: '联系我', style: 'primary', shape: 'circle', padding: '0px' }
const rowOfMany = { ...row, title: '咨询服务', icon: 'icon-avator' }
const chat = { block: 'chatting', title: '咨询服务', name: '张三', service: '有什么问题可以联系我咨询', button: '联系我', style: 'primary', shape: 'circle' }
const chatOfMany = { ...chat, name: undefined, service: undefined, icon: 'icon-avator' }
const bubble = { block: 'bubble', colour: 'rgb(71, 144, 238)' }
const alone = { block: 'alone', button: '联系我', style: 'primary' }

/** Settings that change everything, where they take effect. */
const all = {
  avatorStyle: 'rect', isMask: 1, contactText: 1, buttonText: 3, buttonStyle: 'light', serviceText: 2, paddingStyle: 12, iconStyle: 'primary', bubbleColor: '0E7C66',
}

// Who answers, the page's properties, and what is seen.
const rows = [
  ['one person', single, {}, row],
  ['several persons', multi, {}, rowOfMany],
  ['one person without a picture', { ...single, avatar: '' }, {}, { ...row, icon: 'icon-avator' }],
  ['one person without a name', { ...single, name: '' }, {}, { ...row, title: '咨询服务' }],

  ['one person', single, { avatorStyle: 'rect' }, { ...row, shape: 'rect' }],
  ['several persons', multi, { avatorStyle: 'rect' }, rowOfMany],
  ['one person', single, { styleType: 3, avatorStyle: 'rect' }, chat],

  ['one person', { ...single, name: '' }, { isMask: 1 }, { ...row, title: '咨询服务' }],
  ['one person, whatever the server says', single, { isMask: 1 }, { ...row, title: '咨询服务' }],
  ['one person', single, { styleType: 3, isMask: 1 }, chat],
  ['several persons', multi, { isMask: 1 }, rowOfMany],

  ['one person', single, { contactText: 1 }, row],
  ['one person', single, { contactText: 1, isMask: 1 }, { ...row, title: '在线咨询' }],
  ['one person', single, { contactText: 2, isMask: 1 }, { ...row, title: '联系客服' }],
  ['one person', single, { contactText: 2, styleType: 3 }, { ...chat, title: '联系客服' }],
  ['several persons', multi, { contactText: 1 }, { ...rowOfMany, title: '在线咨询' }],
  ['several persons', multi, { contactText: 1, styleType: 3 }, { ...chatOfMany, title: '在线咨询' }],

  ...['联系我', '立即联系', '咨询服务', '在线咨询', '联系客服'].map((button, buttonText) => ['one person', single, { buttonText }, { ...row, button }]),
  ['several persons', multi, { buttonText: 1 }, { ...rowOfMany, button: '立即联系' }],
  ['one person', single, { buttonText: 1, styleType: 3 }, { ...chat, button: '立即联系' }],
  ['several persons', multi, { buttonText: 1, styleType: 2, blockStyle: 'button' }, { ...alone, button: '立即联系' }],
  ['one person', single, { buttonText: 1, styleType: 2 }, bubble],

  ['one person', single, { buttonStyle: 'light' }, { ...row, style: 'light' }],
  ['several persons', multi, { buttonStyle: 'light', styleType: 3 }, { ...chatOfMany, style: 'light' }],
  ['one person', single, { buttonStyle: 'light', styleType: 2, blockStyle: 'button' }, { ...alone, style: 'light' }],

  ...['有什么问题可以联系我咨询', '联系服务人员咨询', '获取服务人员联系方式', '联系客服咨询更多问题'].map((service, serviceText) => [
    'one person', single, { serviceText, styleType: 3 }, { ...chat, service },
  ]),
  ['several persons', multi, { serviceText: 2, styleType: 3 }, chatOfMany],
  ['one person', single, { serviceText: 2 }, row],

  ['one person', single, { paddingStyle: 12 }, { ...row, padding: '12px' }],
  ['several persons', multi, { paddingStyle: 6 }, { ...rowOfMany, padding: '6px' }],

  ['several persons', multi, { iconStyle: 'primary' }, { ...rowOfMany, icon: 'icon-primary' }],
  ['several persons', multi, { iconStyle: 'light' }, { ...rowOfMany, icon: 'icon-light' }],
  ['several persons', multi, { iconStyle: 'light', styleType: 3 }, chatOfMany],
  ['one person', single, { iconStyle: 'light' }, row],

  ['one person', single, { styleType: 2 }, bubble],
  ['several persons', multi, { styleType: 2, blockStyle: 'button' }, alone],
  ['one person', single, { styleType: 1, blockStyle: 'button' }, row],
  ['one person', single, { styleType: 2, bubbleColor: '0E7C66' }, { ...bubble, colour: 'rgb(14, 124, 102)' }],
  ['one person', single, { styleType: 2, blockStyle: 'button', bubbleColor: '0E7C66' }, alone],

  ['one person', single, { ...all, styleType: 1 }, { ...row, title: '在线咨询', button: '在线咨询', style: 'light', shape: 'rect', padding: '12px' }],
  ['several persons', multi, { ...all, styleType: 1 }, { ...rowOfMany, title: '在线咨询', button: '在线咨询', style: 'light', icon: 'icon-primary', padding: '12px' }],
  ['one person', single, { ...all, styleType: 2 }, { ...bubble, colour: 'rgb(14, 124, 102)' }],
  ['one person', single, { ...all, styleType: 3 }, { ...chat, title: '在线咨询', service: '获取服务人员联系方式', button: '在线咨询', style: 'light' }],

  ['one person in English', single, { lang: 'en', styleType: 3 }, { ...chat, title: 'Ask us', service: 'Ask me anything', button: 'Contact me' }],
]

for (const [who, way, properties, want] of rows) {
  test(`${who}, with ${JSON.stringify(properties)}`, async () => {
    const { cell } = await cellOf(way, properties)
    const expected = { name: undefined, service: undefined, title: undefined, button: undefined, style: undefined, shape: undefined, icon: undefined, padding: undefined, colour: undefined, ...want }
    assert.deepEqual(seen(cell), expected)
  })
}

test('what the company set in menling holds where the page says nothing, or nonsense', async () => {
  const style = { styleType: 3, buttonText: 4, buttonStyle: 'light', contactText: 2, serviceText: 1 }
  const ours = { ...chat, title: '联系客服', button: '联系客服', style: 'light', service: '联系服务人员咨询' }
  for (const [properties, want] of [
    [{}, ours], [{ buttonText: 9, styleType: 'x' }, ours], [{ buttonText: '1' }, { ...ours, button: '立即联系' }], [{ styleType: 2, bubbleColor: 'abc' }, { ...bubble, colour: 'rgb(170, 187, 204)' }],
  ]) {
    const { cell } = await cellOf({ ...single, style }, properties)
    for (const [name, value] of Object.entries(want)) assert.equal(seen(cell)[name], value)
  }
})

for (const [what, style, isMask, queries] of [
  ['is asked for as the page says', {}, 1, ['mask=1&']],
  ['is asked for in the open as the page says', { isMask: 1 }, 0, ['mask=0&']],
  ['is left to the company when the page says nothing', { isMask: 1 }, null, ['']],
  ['is asked for again when the company chose a style that shows it', { styleType: 3 }, 1, ['mask=1&', 'mask=0&']],
]) {
  test(`a name ${what}`, async () => {
    const answer = ({ url }) => ({ ...single, style, name: url.includes('mask=1') ? '' : '张三' })
    const { cell, fake } = await cellOf(answer, { isMask })
    await until(() => fake.of('ways').length === queries.length && !cell.data.reading)
    assert.deepEqual(fake.of('ways').map(({ url }) => url.split('?')[1]), queries.map(each => `${each}appid=wx0123456789abcdef`))
  })
}

test('every property of the official plugin can be set, and none has a type that would hide whether it was', () => {
  assert.deepEqual(Object.keys(contact).sort(), [
    'avatorStyle', 'blockStyle', 'bubbleColor', 'buttonStyle', 'buttonText', 'contactText', 'iconStyle', 'isMask', 'paddingStyle', 'serviceText', 'styleType',
  ])
})

test('a way is read once for many cells', async () => {
  const { fake } = await cellOf(single)
  for (const styleType of [1, 2, 3]) {
    const other = put('contact-cell', { plugid: '7', styleType })
    await until(() => !other.data.reading)
  }
  assert.equal(fake.of('ways').length, 1)
})

test('another plugid shows another way, and an answer that comes late for the first does not', async () => {
  const fake = platform({ answers: { ways: ({ url }) => (url.includes('/7') ? silent : { ...single, name: '李四' }), press: shown } })
  const cell = put('contact-cell', { plugid: '7' })
  assert.ok(find(cell, 'bone'))
  cell.setData({ plugid: '8' })
  await until(() => textOf(cell).includes('李四'))
  assert.equal(fake.of('ways').length, 2)
})

test('a property changed later is seen at once', async () => {
  const { cell } = await cellOf(single)
  cell.setData({ styleType: 3 })
  await until(() => find(cell, 'chatting'))
  cell.setData({ buttonText: 2, lang: 'en' })
  await until(() => textOf(cell).includes('Ask us'))
})

for (const [what, properties, selector] of [
  ['row', {}, '.row'], ['bubble', { styleType: 2 }, '.bubble'], ['button', { styleType: 2, blockStyle: 'button' }, '.alone'], ['balloon', { styleType: 3 }, '.chatting'],
]) {
  test(`a tap on the ${what} starts, completes, and shows the code for a long press`, async () => {
    const { cell } = await cellOf(single, properties)
    tap(cell, selector)
    await until(() => cell.heard.completemessage.length)
    assert.deepEqual(cell.heard.startmessage, [{}])
    assert.deepEqual(cell.heard.completemessage, [{ errcode: 0, notifytype: 1, name: '张三', headurl: 'https://a.example/h.png' }])
    await until(() => find(cell, 'code'))
    assert.match(textOf(cell), /张三长按二维码，添加联系人长按图片/)
  })
}

test('the picture of the code opens the menu of a long press', async () => {
  const { cell } = await cellOf(single)
  tap(cell, '.row')
  await until(() => find(cell, 'code'))
  const attributes = attributesOf(find(cell, 'code'))
  assert.equal(attributes.src, shown.qr_code)
  assert.equal(attributes['show-menu-by-longpress'], true)
})

// What the server answers, what the page hears, and what the customer reads.
for (const [answer, detail, words] of [
  [{ ...shown, notifytype: 0, qr_code: '' }, { errcode: 0, notifytype: 0, name: '张三', headurl: shown.headurl }, '已发送'],
  [{ ...shown, errcode: -3006 }, { errcode: -3006, notifytype: 1, name: '张三', headurl: shown.headurl }, '你们已经是好友'],
  [{ ...shown, errcode: -3006, notifytype: 0, qr_code: '' }, { errcode: -3006, notifytype: 0, name: '张三', headurl: shown.headurl }, '你们已经是好友'],
  [{ errcode: -3002, errmsg: 'x', notifytype: 0 }, { errcode: -3002, notifytype: 0 }, '暂时打不开'],
  [{ errcode: -3004, errmsg: 'x', notifytype: 0 }, { errcode: -3004, notifytype: 0 }, '登录没有成功'],
  [{ errcode: -3005, errmsg: 'x', notifytype: 0, name: 'x' }, { errcode: -3005, notifytype: 0 }, '没有发送成功'],
  [{ errcode: -3008, errmsg: 'x', notifytype: 0 }, { errcode: -3008, notifytype: 0 }, '暂时无人接待'],
]) {
  test(`the answer ${answer.errcode} by ${answer.notifytype ? 'code' : 'message'} says ${words}`, async () => {
    const { cell } = await cellOf(single, {}, { press: answer })
    tap(cell, '.row')
    await until(() => cell.heard.completemessage.length)
    assert.deepEqual(cell.heard.completemessage, [detail])
    await until(() => textOf(cell).includes(words))
    assert.equal(Boolean(find(cell, 'code')), answer.notifytype === 1)
    assert.ok(!textOf(cell).includes('errmsg'))
  })
}

test('a second tap while one is under way is ignored, and one after it counts', async () => {
  let release
  const held = new Promise(resolve => (release = resolve))
  const { cell, fake } = await cellOf(single)
  const { login } = global.wx
  global.wx.login = options => held.then(() => login(options))
  tap(cell, '.row')
  await until(() => cell.data.pressing)
  tap(cell, '.row')
  tap(cell, '.row')
  release()
  await until(() => cell.heard.completemessage.length)
  assert.equal(cell.heard.startmessage.length, 1)
  tap(cell, '.row')
  await until(() => cell.heard.completemessage.length === 2)
  assert.equal(fake.of('press').length, 2)
})

for (const selector of ['.close', '.shade']) {
  test(`the sheet closes by a tap on ${selector}, and opens again with the next`, async () => {
    const { cell } = await cellOf(single)
    tap(cell, '.row')
    await until(() => find(cell, 'code'))
    tap(cell.querySelector('.answer'), selector)
    await until(() => !find(cell, 'code'))
    tap(cell, '.row')
    await until(() => find(cell, 'code'))
  })
}

test('a code that does not load says so, and a tap loads it again', async () => {
  const { cell } = await cellOf(single)
  tap(cell, '.row')
  await until(() => find(cell, 'code'))
  cell.querySelector('.answer').querySelector('.code').dispatchEvent('error')
  await until(() => textOf(cell).includes('二维码没有加载出来'))
  tap(cell.querySelector('.answer'), '.broken')
  await until(() => find(cell, 'code'))
})

test('a cell whose way cannot be read shows a plain row, completes with -3002, and heals', async () => {
  const { cell, fake } = await cellOf(dead)
  assert.equal(seen(cell).title, '咨询服务')
  tap(cell, '.row')
  await until(() => cell.heard.completemessage.length)
  assert.deepEqual(cell.heard.completemessage, [{ errcode: -3002, notifytype: 0 }])
  fake.answers.ways = single
  tap(cell, '.row')
  await until(() => cell.heard.completemessage.length === 2)
  assert.equal(cell.heard.completemessage[1].errcode, 0)
  await until(() => seen(cell).title === '张三')
})

test('a cell of a dead line completes after ten seconds', async t => {
  const { cell } = await cellOf(single, {}, { press: silent })
  t.mock.timers.enable({ apis: ['setTimeout'] })
  tap(cell, '.row')
  await until(() => {
    t.mock.timers.tick(1000)
    return cell.heard.completemessage.length
  })
  assert.deepEqual(cell.heard.completemessage, [{ errcode: -3005, notifytype: 0 }])
})

test('a server of its own comes before that of the app', async () => {
  const { fake } = await cellOf(single, { server: 'https://other.example.com/' })
  assert.ok(fake.requests.every(({ url }) => url.startsWith('https://other.example.com/kit/v1/')))
})

for (const [system, lang, chosen, want] of [
  ['zh_CN', '', '', '咨询服务'], ['zh_TW', '', '', '咨询服务'], ['en', '', '', 'Ask us'], ['ja', '', '', 'Ask us'],
  ['en', 'zh', '', '咨询服务'], ['zh_CN', '', 'en', 'Ask us'], ['zh_CN', 'zh', 'en', '咨询服务'],
]) {
  test(`a phone in ${system}, a cell in "${lang}", an app in "${chosen}": ${want}`, async () => {
    setup({ lang: chosen })
    platform({ answers: { ways: multi }, system: { platform: 'ios', version: '8.0.42', language: system } })
    const cell = put('contact-cell', { plugid: '7', lang })
    await until(() => !cell.data.reading)
    assert.equal(seen(cell).title, want)
  })
}

test('inside WeCom a cell says that it works in WeChat, asks nobody, and completes', async () => {
  const fake = platform({ answers: { ways: single, press: shown }, system: { platform: 'ios', version: '4.1.0', environment: 'wxwork', language: 'zh_CN' } })
  const cell = put('contact-cell', { plugid: '7' })
  await until(() => textOf(cell).includes('请在微信中使用'))
  tap(cell, '.row')
  await until(() => cell.heard.completemessage.length)
  assert.deepEqual(cell.heard.completemessage, [{ errcode: -3005, notifytype: 0 }])
  await until(() => textOf(cell).includes('只能在微信里使用'))
  assert.equal(fake.requests.length, 0)
})

test('a theme is a class of the cell and of its sheet', async () => {
  const { cell } = await cellOf(single, { theme: 'dark' })
  tap(cell, '.row')
  await until(() => find(cell, 'code'))
  const themed = [...cell.dom.querySelectorAll('*')].filter(each => classesOf(each).includes('theme-dark'))
  assert.equal(themed.length, 2)
})
