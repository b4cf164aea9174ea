// What follows a tap, without a screen: every code, and an end whatever happens.
const { strict: assert } = require('node:assert')
const { beforeEach, mock, test } = require('node:test')
const { press, limit } = require('../src/lib/press')
const { platform, dead, silent, iPhone } = require('./fake-wx')

mock.method(console, 'warn', () => {})

const way = { plugid: '7', kind: 'contact', persons: 'multi', name: '', avatar: '', style: {}, open: true }
const shown = { errcode: 0, errmsg: '', name: '张三', headurl: 'https://a.example/h.png', notifytype: 1, qr_code: 'https://a.example/qr.png' }

// Each test has a server of its own, so that nothing is known from the one before.
let asked
let tests = 0
beforeEach(() => {
  asked = { server: `https://bell${++tests}.example.com`, lang: 'zh', appid: 'wx1', plugid: '7', mask: undefined, button: 'hero' }
})

async function code(answers) {
  platform({ answers })
  return (await press(asked)).errcode
}

for (const [what, answers, errcode] of [
  ['the server is not reached', { ways: dead }, -3002],
  ['the way is unknown', { ways: { statusCode: 404, data: { errcode: -3002 } } }, -3002],
  ['the configuration is no JSON', { ways: { statusCode: 200, data: '<html>' } }, -3002],
  ['the line breaks after the configuration', { ways: way, press: dead }, -3005],
  ['the server fails', { ways: way, press: { statusCode: 500, data: {} } }, -3005],
  ['the server refuses', { ways: way, press: { statusCode: 429, data: {} } }, -3005],
  ['the server says a code that nobody documented', { ways: way, press: { ...shown, errcode: -1 } }, -3005],
  ['the server promises a code and gives none', { ways: way, press: { ...shown, qr_code: '' } }, -3005],
  ...[0, -3002, -3004, -3005, -3006, -3008, -3009, -3010, -3011, -3012].map(each => [
    `the server says ${each}`, { ways: way, press: { ...shown, errcode: each } }, each,
  ]),
]) {
  test(`when ${what}, a press ends with ${errcode}`, async () => assert.equal(await code(answers), errcode))
}

test('a press tells the server what it needs to know', async () => {
  const fake = platform({ answers: { ways: way, press: shown }, page: 'pages/shop/index' })
  assert.deepEqual(await press(asked), shown)
  const { press_key: key, ...data } = fake.of('press')[0].data
  assert.deepEqual(data, { plugid: '7', appid: 'wx1', code: 'code-1', page: 'pages/shop/index', button: 'hero', can_show_code: true, in: 'miniprogram' })
  assert.match(key, /^[\w-]{16,64}$/)
})

test('a name that may not travel does not come back with a press either', async () => {
  const fake = platform({ answers: { ways: way, press: shown } })
  await press({ ...asked, mask: 1 })
  await press({ ...asked, mask: undefined })
  assert.deepEqual(fake.of('press').map(({ data }) => data.mask), [1, undefined])
})

test('names that are too long are cut', async () => {
  const fake = platform({ answers: { ways: way, press: shown }, page: 'p'.repeat(300) })
  await press({ ...asked, button: 'b'.repeat(80) })
  const { page, button } = fake.of('press')[0].data
  assert.deepEqual([page.length, button.length], [200, 64])
})

test('an old client says that it cannot follow a code', async () => {
  const fake = platform({ answers: { ways: way, press: { ...shown, notifytype: 0, qr_code: '' } }, system: { ...iPhone, version: '8.0.5' } })
  await press(asked)
  assert.equal(fake.of('press')[0].data.can_show_code, false)
})

test('a line that breaks once is tried again with the same key, and two presses have two keys', async () => {
  let calls = 0
  const fake = platform({ answers: { ways: way, press: () => (++calls === 1 ? dead : shown) } })
  assert.equal((await press(asked)).errcode, 0)
  await press(asked)
  const keys = fake.of('press').map(({ data }) => data.press_key)
  assert.equal(keys[0], keys[1])
  assert.notEqual(keys[1], keys[2])
})

for (const [what, login] of [['fails', { errMsg: 'login:fail' }], ['gives no code', { code: '', errMsg: 'login:ok' }]]) {
  test(`when wx.login ${what}, the server is not asked and the press ends with -3004`, async () => {
    const fake = platform({ answers: { ways: way, press: shown }, login })
    assert.equal((await press(asked)).errcode, -3004)
    assert.equal(fake.of('press').length, 0)
  })
}

for (const [what, options, errcode] of [
  ['the configuration', { answers: { ways: silent } }, -3002],
  ['the sign-in', { answers: { ways: way }, login: silent }, -3005],
  ['the answer', { answers: { ways: way, press: silent } }, -3005],
]) {
  test(`when ${what} never comes, a press ends after ten seconds with ${errcode}`, async t => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const fake = platform(options)
    let ended
    const pressed = press(asked).then(outcome => (ended = outcome))
    while (!reached(fake, options)) await turn()
    await turn()
    t.mock.timers.tick(limit - 1)
    await turn()
    assert.equal(ended, undefined)
    t.mock.timers.tick(1)
    await pressed
    assert.deepEqual(ended, { errcode, notifytype: 0 })
  })
}

test('a press is over after ten seconds at the latest', () => assert.equal(limit, 10_000))

const turn = () => new Promise(resolve => setImmediate(resolve))

/** Whether a press has come as far as the step that never ends. */
function reached(fake, { answers, login }) {
  if (login) return fake.logins === 1
  return fake.of(answers.press === silent ? 'press' : 'ways').length === 1
}

test('a press without a way asks nobody', async () => {
  const fake = platform({ answers: {} })
  assert.equal((await press({ ...asked, plugid: '' })).errcode, -3002)
  assert.equal(fake.requests.length, 0)
})

for (const [what, change] of [
  ['its environment', fake => { fake.system = { ...iPhone, environment: 'wxwork' } }],
  ['wx.qy', () => { global.wx.qy = {} }],
]) {
  test(`inside WeCom, known by ${what}, a press asks nobody`, async () => {
    const fake = platform({ answers: { ways: way, press: shown } })
    change(fake)
    assert.deepEqual(await press(asked), { errcode: -3005, notifytype: 0, inWeCom: true })
    assert.equal(fake.requests.length + fake.logins, 0)
  })
}
