// The service button: it always opens the chat, and says where from.
const { strict: assert } = require('node:assert')
const { beforeEach, test } = require('node:test')
const { setup } = require('../src')
const { platform, dead, silent } = require('./fake-wx')
const { put, until, textOf, find, classesOf, attributesOf } = require('./stage')

const page = 'page=pages/home/index'
const answered = { session_from: `${page}&t=1795880000&sig=abcdefghijklmnopqrstuv`, open: true, hours: '09:00–18:00', waiting: 3, expires_in: 86400 }

let tests = 0
beforeEach(() => setup({ server: `https://bell${++tests}.example.com`, lang: '' }))

function buttonOf(properties = {}, answers = {}) {
  const fake = platform({ answers: { source: answered, service: { open: true, hours: '', waiting: 0 }, ...answers } })
  return { button: put('service-button', properties), fake }
}

const attributes = button => attributesOf(find(button, 'button'))

const sessionFrom = button => attributes(button)['session-from']

test('the button opens the chat at once, and its source is signed when the server has answered', async () => {
  const { button, fake } = buttonOf({ source: { button: 'hero', plugid: 7, data: { order: 12 } } })
  assert.equal(attributes(button)['open-type'], 'contact')
  assert.equal(sessionFrom(button), `${page}&button=hero&plugid=7&order=12`)
  await until(() => sessionFrom(button) === answered.session_from)
  assert.deepEqual(fake.of('source')[0].data, {
    appid: 'wx0123456789abcdef', page: 'pages/home/index', button: 'hero', plugid: '7', data: { order: '12' },
  })
})

for (const [what, source] of [
  ['does not answer', silent],
  ['is not reached', dead],
  ['refuses', { statusCode: 422, data: {} }],
  ['answers with nothing', {}],
  ['answers with too much', { ...answered, session_from: 'x'.repeat(1001) }],
]) {
  test(`when the server ${what}, the source goes unsigned`, async () => {
    const { button, fake } = buttonOf({ source: { button: 'hero' } }, { source })
    await until(() => fake.of('source').length === 1)
    await until(() => source === silent || fake.of('service').length === 1)
    assert.equal(sessionFrom(button), `${page}&button=hero`)
  })
}

test('a signed source is kept for all buttons, and asked for anew shortly before it lapses', async t => {
  const { button, fake } = buttonOf()
  await until(() => sessionFrom(button) === answered.session_from)
  const other = put('service-button')
  await until(() => sessionFrom(other) === answered.session_from)
  assert.equal(fake.of('source').length, 1)

  const begin = Date.now()
  t.mock.method(Date, 'now', () => begin + (answered.expires_in - 310) * 1000)
  button.triggerPageLifeTime('show')
  assert.equal(sessionFrom(button), answered.session_from)
  await until(() => fake.of('service').length === 1)
  assert.equal(fake.of('source').length, 1)

  Date.now.mock.mockImplementation(() => begin + (answered.expires_in - 200) * 1000)
  fake.answers.source = { ...answered, session_from: `${page}&sig=new` }
  button.triggerPageLifeTime('show')
  await until(() => sessionFrom(button) === `${page}&sig=new`)
})

test('a lapsed source that cannot be renewed goes unsigned', async t => {
  const { button, fake } = buttonOf()
  await until(() => sessionFrom(button) === answered.session_from)
  const begin = Date.now()
  t.mock.method(Date, 'now', () => begin + answered.expires_in * 1000)
  fake.answers.source = dead
  button.triggerPageLifeTime('show')
  await until(() => sessionFrom(button) === page)
})

test('another source is signed anew, and goes unsigned meanwhile', async () => {
  const { button, fake } = buttonOf({ source: { button: 'a' } })
  await until(() => sessionFrom(button) === answered.session_from)
  fake.answers.source = silent
  button.setData({ source: { button: 'b' } })
  await until(() => sessionFrom(button) === `${page}&button=b`)
  assert.equal(fake.of('source')[1].data.button, 'b')
})

for (const [given, want] of [[true, true], ['true', true], ['false', false], [false, false], [undefined, false]]) {
  test(`showMessageCard ${JSON.stringify(given)} shows ${want ? 'a' : 'no'} card`, () => {
    const { button } = buttonOf(given === undefined ? {} : { showMessageCard: given })
    assert.equal(attributes(button)['show-message-card'], want)
  })
}

test('the card has the title, path and picture of the page', () => {
  const { button } = buttonOf({ messageTitle: '流感疫苗', messagePath: 'pages/detail/index?id=7', messageImg: 'https://a.example/c.png' })
  const { 'send-message-title': title, 'send-message-path': path, 'send-message-img': image } = attributes(button)
  assert.deepEqual([title, path, image], ['流感疫苗', 'pages/detail/index?id=7', 'https://a.example/c.png'])
})

test('the page hears by which card the customer came back', async () => {
  const { button } = buttonOf()
  button.querySelector('.button').dispatchEvent('contact', { detail: { path: 'pages/detail/index', query: { id: '7' } } })
  await until(() => button.heard.contact.length)
  assert.deepEqual(button.heard.contact, [{ path: 'pages/detail/index', query: { id: '7' } }])
})

// What the desk says, the language, and the line that is shown.
for (const [desk, lang, line] of [
  [{ open: true, hours: '09:00–18:00', waiting: 3 }, 'zh', '服务时间 09:00–18:00 · 前面 3 人'],
  [{ open: true, hours: '09:00–18:00', waiting: 0 }, 'zh', '服务时间 09:00–18:00'],
  [{ open: true, hours: '', waiting: 0 }, 'zh', '在线'],
  [{ open: false, hours: '09:00–18:00', waiting: 3 }, 'zh', '休息中，请留言 · 服务时间 09:00–18:00'],
  [{ open: false, hours: '', waiting: 0 }, 'zh', '休息中，请留言'],
  [{ open: true, hours: '09:00–18:00', waiting: 1 }, 'en', 'Open 09:00–18:00 · 1 before you'],
  [{ open: false, hours: '', waiting: 0 }, 'en', 'Closed, leave a message'],
]) {
  for (const look of ['plain', 'cell']) {
    test(`a ${look} button says "${line}"`, async () => {
      const { button } = buttonOf({ look, lang }, { source: { ...answered, ...desk } })
      await until(() => textOf(button).includes(line))
    })
  }
}

for (const [look, want] of [['plain', 'plain'], ['cell', 'cell'], ['floating', 'floating'], ['round', 'plain'], ['', 'plain']]) {
  test(`the look "${look}" is ${want}`, () => {
    const { button } = buttonOf({ look, text: '问问店员' })
    assert.ok(classesOf(find(button, 'button')).includes(want))
    assert.ok(textOf(button).includes('问问店员'))
  })
}

test('without a known desk, and with showStatus off, the button shows its text alone', async () => {
  const { button, fake } = buttonOf({}, { source: dead, service: dead })
  await until(() => fake.of('service').length === 1)
  assert.equal(textOf(button), '联系客服')
  const { button: quiet } = buttonOf({ showStatus: false, server: 'https://quiet.example.com' })
  await until(() => sessionFrom(quiet) === answered.session_from)
  assert.equal(textOf(quiet), '联系客服')
})

test('a floating button marks that nobody is there', async () => {
  const { button } = buttonOf({ look: 'floating' }, { source: { ...answered, open: false } })
  await until(() => find(button, 'away'))
})
