// The contact cell: what it asks the server, and what a tap does.
const { strict: assert } = require('node:assert')
const { mock, test } = require('node:test')
const { contact } = require('../src/lib/choices')
const { single, shown, cellOf, seen } = require('./contact')
const { platform, dead, silent } = require('./fake-wx')
const { put, until, textOf, find, classesOf, attributesOf, tap } = require('./stage')

mock.method(console, 'warn', () => {})

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
  let comeLate
  const late = new Promise(resolve => (comeLate = resolve))
  platform({ answers: { ways: ({ url }) => (url.includes('/7') ? late : { ...single, name: '李四' }), press: shown } })
  const cell = put('contact-cell', { plugid: '7' })
  assert.ok(find(cell, 'bone'))
  cell.setData({ plugid: '8' })
  await until(() => textOf(cell).includes('李四'))
  comeLate(single)
  const other = put('contact-cell', { plugid: '7' })
  await until(() => textOf(other).includes('张三'))
  assert.ok(textOf(cell).includes('李四'))
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

test('a face that does not load, or is none, leaves a drawing: in the cell and on the sheet', async () => {
  const { cell } = await cellOf(single)
  assert.equal(find(cell, 'person'), undefined)
  cell.querySelector('.face').dispatchEvent('error')
  await until(() => find(cell, 'person'))
  tap(cell, '.row')
  await until(() => find(cell, 'code'))
  const sheet = cell.querySelector('.answer')
  assert.equal(find(sheet, 'drawn'), undefined)
  sheet.querySelector('.face').dispatchEvent('error')
  await until(() => find(sheet, 'drawn'))
  const { cell: bare } = await cellOf({ ...single, avatar: '' }, {}, { press: { ...shown, headurl: '' } })
  tap(bare, '.row')
  await until(() => find(bare, 'drawn'))
})

test('a name that the page hides is not on the sheet either', async () => {
  const { cell } = await cellOf(({ url }) => ({ ...single, name: url.includes('mask=1') ? '' : '张三' }), { isMask: 1 })
  tap(cell, '.row')
  await until(() => find(cell, 'code'))
  assert.ok(!textOf(cell).includes('张三'))
  assert.equal(cell.heard.completemessage[0].name, '张三')
})

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
