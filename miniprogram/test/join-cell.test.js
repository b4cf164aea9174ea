// The join cell: the group plugin's properties, and every code.
const { strict: assert } = require('node:assert')
const { beforeEach, mock, test } = require('node:test')
const { setup } = require('../src')
const { platform } = require('./fake-wx')
const { put, until, textOf, find, classesOf, tap } = require('./stage')

mock.method(console, 'warn', () => {})

const way = { plugid: '9', kind: 'join', persons: 'multi', name: '', avatar: '', style: {}, open: true }
const shown = { errcode: 0, errmsg: '', notifytype: 1, qr_code: 'https://a.example/qr.png?v=1' }
const address = 'https://work.weixin.qq.com/gm/6b51f95bd4f3b5e9ec1d2ee6c1ca9ff3'

let tests = 0
beforeEach(() => setup({ server: `https://bell${++tests}.example.com`, lang: '' }))

async function cellOf(properties = { plugid: '9' }, answers = {}) {
  const fake = platform({ answers: { ways: way, press: shown, ...answers } })
  const cell = put('join-cell', properties)
  await until(() => !cell.data.reading, 'the way')
  return { cell, fake }
}

function seen(cell) {
  const face = find(cell, 'face')
  return {
    title: find(cell, 'title').textContent,
    bold: classesOf(find(cell, 'title')).includes('bold'),
    picture: face.tagName === 'WX-IMAGE',
    radius: face.style.borderRadius,
    padding: find(cell, 'row').style.padding,
  }
}

const plain = { title: '加入群聊', bold: false, picture: false, radius: '8px', padding: '0px' }

for (const [properties, style, want] of [
  [{}, {}, plain],
  [{ contactText: '会员群' }, {}, { ...plain, title: '会员群' }],
  [{ contactTextBlod: true }, {}, { ...plain, bold: true }],
  [{ contactTextBlod: 'false' }, {}, plain],
  [{ paddingStyle: 16 }, {}, { ...plain, padding: '16px' }],
  [{ paddingStyle: '10 0 10 0' }, {}, { ...plain, padding: '10px 0px 10px 0px' }],
  [{ iconUrl: 'https://a.example/i.png', iconBorderRadius: 22 }, {}, { ...plain, picture: true, radius: '22px' }],
  [{ iconBorderRadius: 'x' }, { iconBorderRadius: 4, contactText: '老客群' }, { ...plain, title: '老客群', radius: '4px' }],
  [{ contactText: '会员群' }, { contactText: '老客群' }, { ...plain, title: '会员群' }],
  [{ lang: 'en' }, {}, { ...plain, title: 'Join the group' }],
]) {
  test(`with ${JSON.stringify(properties)} over ${JSON.stringify(style)}`, async () => {
    const { cell } = await cellOf({ plugid: '9', ...properties }, { ways: { ...way, style } })
    assert.deepEqual(seen(cell), want)
  })
}

test("the address of a code stands for the way, as in the group plugin's property", async () => {
  const { cell, fake } = await cellOf({ url: address })
  assert.ok(fake.of('ways')[0].url.includes(`/kit/v1/ways/${encodeURIComponent(address)}?`))
  tap(cell, '.row')
  await until(() => cell.heard.completemessage.length)
  assert.equal(fake.of('press')[0].data.plugid, address)
})

// Every code, how the customer is told, and what is read.
for (const [errcode, notifytype, words] of [
  [0, 1, '长按二维码，加入群聊'], [0, 0, '已发送'], [-3002, 0, '暂时打不开'], [-3004, 0, '登录没有成功'], [-3005, 0, '没有发送成功'],
  [-3006, 1, '您已在群里'], [-3006, 0, '您已在群里'], [-3008, 0, '暂时无人接待'], [-3009, 0, '群已满'], [-3010, 0, '群已解散'],
  [-3011, 0, '无法加入'], [-3012, 0, '您已在群里'],
]) {
  test(`the answer ${errcode} by ${notifytype ? 'code' : 'message'} says ${words}, and the event carries no name`, async () => {
    const { cell } = await cellOf(undefined, { press: { ...shown, errcode, notifytype, name: 'x', headurl: 'y' } })
    tap(cell, '.row')
    await until(() => cell.heard.completemessage.length)
    assert.deepEqual(cell.heard.startmessage, [{}])
    assert.deepEqual(cell.heard.completemessage, [{ errcode, notifytype }])
    await until(() => textOf(cell).includes(words))
    assert.equal(Boolean(find(cell, 'code')), notifytype === 1)
  })
}

test('another address shows another way', async () => {
  const { cell, fake } = await cellOf({ url: address })
  cell.setData({ url: `${address}2` })
  await until(() => fake.of('ways').length === 2)
})
