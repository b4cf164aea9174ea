// What each property may be, and what holds when it is absent or nonsense.
const { strict: assert } = require('node:assert')
const { test } = require('node:test')
const { contact, join, service, choose } = require('../src/lib/choices')

// Of each property: what it is without any setting; some valid values as a page writes them, with what they mean; nonsense.
const rows = [
  [contact, 'styleType', 1, [[1, 1], [2, 2], ['3', 3]], [0, 4, 'row', {}, NaN]],
  [contact, 'avatorStyle', 'circle', [['rect', 'rect'], ['circle', 'circle']], ['square', 1, true]],
  [contact, 'isMask', 0, [[1, 1], ['1', 1], [0, 0], [true, 1], ['false', 0]], [2, 'yes']],
  [contact, 'contactText', 0, [[2, 2], ['1', 1], [0, 0]], [3, -1, '咨询']],
  [contact, 'buttonText', 0, [[4, 4], ['2', 2]], [5, -1, '联系我']],
  [contact, 'buttonStyle', 'primary', [['light', 'light'], ['primary', 'primary']], ['dark', 0]],
  [contact, 'serviceText', 0, [[3, 3], ['1', 1]], [4, 'x']],
  [contact, 'paddingStyle', '0px', [[12, '12px'], ['12', '12px'], ['8px', '8px'], ['10 0 10 0', '10px 0px 10px 0px']], [-1, 'a', '1;color:red', '1 2 3 4 5']],
  [contact, 'iconStyle', 'avator', [['primary', 'primary'], ['light', 'light']], ['avatar', 1]],
  [contact, 'blockStyle', 'bubble', [['button', 'button'], ['bubble', 'bubble']], ['round', 2]],
  [contact, 'bubbleColor', '4790EE', [['0E7C66', '0E7C66'], ['#abc', 'abc']], ['red', '12', '000;x', '#12345']],
  [join, 'paddingStyle', '0px', [[16, '16px']], ['x']],
  [join, 'iconUrl', '', [['https://a.example/i.png', 'https://a.example/i.png']], []],
  [join, 'iconBorderRadius', 8, [[0, 0], ['22px', 22]], ['round', -3]],
  [join, 'contactText', '', [['会员群', '会员群']], []],
  [join, 'contactTextBlod', 0, [[true, 1], ['false', 0], ['true', 1]], ['bold']],
  [service, 'showMessageCard', 0, [[true, 1], ['true', 1], ['false', 0], [false, 0]], ['maybe']],
  [service, 'showStatus', 1, [[false, 0], ['false', 0]], ['maybe']],
]

for (const [table, name, otherwise, valid, nonsense] of rows) {
  const held = (own, style) => choose(table, { [name]: own }, { [name]: style })[name]

  test(`${name} is ${otherwise} when nobody sets it`, () => {
    for (const nothing of [undefined, null, '', ' ']) assert.equal(held(nothing), otherwise)
  })

  for (const [given, want] of valid) {
    test(`${name} ${JSON.stringify(given)} means ${want}, from the page and from the company's settings`, () => {
      assert.equal(held(given), want)
      assert.equal(held(undefined, given), want)
    })
  }

  test(`${name}: the page beats the company, and nonsense falls back`, () => {
    const [, [given, want] = valid[0]] = valid
    const [[other, otherWant]] = valid
    assert.equal(held(given, other), want)
    for (const wrong of nonsense) {
      assert.equal(held(wrong, other), otherWant)
      assert.equal(held(other, wrong), otherWant)
      assert.equal(held(wrong, wrong), otherwise)
    }
  })
}
