// The unsigned session-from: its form, and what fits.
const { strict: assert } = require('node:assert')
const { test } = require('node:test')
const { unsigned, whole } = require('../src/lib/source')

const page = 'pages/home/index'

for (const [what, given, want] of [
  ['nothing but the page', null, 'page=pages/home/index'],
  ['a page of its own', { page: 'p', button: 'hero' }, 'page=p&button=hero'],
  ['the way it belongs to', { page: 'p', plugid: 7 }, 'page=p&plugid=7'],
  ['data in order', { page: 'p', data: { order: 12, 'sku.id': 'a b', vip: true } }, 'page=p&order=12&sku.id=a%20b&vip=true'],
  ['Chinese and separators', { page: 'p', data: { name: '张&=三' } }, 'page=p&name=张%26%3D三'],
  ['names that are ours, or none', { page: 'p', data: { sig: 'x', t: '1', page: 'q', 'a b': '1', ['n'.repeat(33)]: '1', ok: '1' } }, 'page=p&ok=1'],
]) {
  test(`a source says ${what}`, () => assert.equal(unsigned(whole(given, page)), want))
}

test('a source keeps to 1,000 bytes and leaves out what no longer fits', () => {
  const data = { first: '1', long: '好'.repeat(320), last: 'x'.repeat(30) }
  assert.equal(unsigned(whole({ page: 'p', data }, page)), `page=p&first=1&long=${'好'.repeat(320)}`)
  for (const [each, size] of [['x', 1], ['é', 2], ['好', 3], ['😀', 4], [' ', 3]]) {
    const fits = Math.floor((1000 - 'page=p&a='.length) / size)
    const said = count => unsigned(whole({ page: 'p', data: { a: each.repeat(count) } }, page))
    assert.ok(Buffer.byteLength(said(fits)) > 1000 - 4)
    assert.equal(said(fits + 1), 'page=p')
  }
})

test('a source carries at most twenty names, its page 200 and its button 64 characters', () => {
  const data = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`n${i}`, i]))
  const source = whole({ page: 'p'.repeat(300), button: 'b'.repeat(100), data }, page)
  assert.equal(Object.keys(source.data).length, 20)
  assert.equal(source.page.length, 200)
  assert.equal(source.button.length, 64)
})
