// How the contact cell looks: every property, where it takes effect and where it does not.
const { strict: assert } = require('node:assert')
const { test } = require('node:test')
const { setup } = require('../src')
const { single, multi, cellOf, seen } = require('./contact')
const { platform } = require('./fake-wx')
const { put, until } = require('./stage')

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
