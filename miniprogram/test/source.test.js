// The unsigned session-from: its form, and what fits.
const { strict: assert } = require('node:assert')
const { test } = require('node:test')
const { unsigned, whole } = require('../src/lib/source')

const page = 'pages/home/index'

for (const [what, given, want] of [
  ['nothing but the page', null, 'page=pages%2Fhome%2Findex'],
  ['a page of its own', { page: 'p', button: 'hero' }, 'page=p&button=hero'],
  ['the way it belongs to', { page: 'p', plugid: 7 }, 'page=p&plugid=7'],
  ['data in order', { page: 'p', data: { order: 12, 'sku.id': 'a b', vip: true } }, 'page=p&order=12&sku.id=a%20b&vip=true'],
  ['Chinese and separators', { page: 'p', data: { name: '张&=三' } }, 'page=p&name=%E5%BC%A0%26%3D%E4%B8%89'],
  ['names that are ours, or none', { page: 'p', data: { sig: 'x', t: '1', page: 'q', 'a b': '1', ok: '1' } }, 'page=p&ok=1'],
]) {
  test(`a source says ${what}`, () => assert.equal(unsigned(whole(given, page)), want))
}

test('a source keeps to 1,000 bytes and leaves out what no longer fits', () => {
  const data = { first: '1', long: '好'.repeat(107), last: 'x'.repeat(30) }
  const text = unsigned(whole({ page: 'p', data }, page))
  assert.equal(text.length, 'page=p&first=1&long='.length + 9 * 107)
  assert.ok(!text.includes('last'))
  assert.ok(unsigned(whole({ page: 'p', data: { a: 'x'.repeat(991) } }, page)).length === 1000)
  assert.equal(unsigned(whole({ page: 'p', data: { a: 'x'.repeat(992) } }, page)), 'page=p')
})

test('a source carries at most twenty names, its page 200 and its button 64 characters', () => {
  const data = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`n${i}`, i]))
  const source = whole({ page: 'p'.repeat(300), button: 'b'.repeat(100), data }, page)
  assert.equal(Object.keys(source.data).length, 20)
  assert.equal(source.page.length, 200)
  assert.equal(source.button.length, 64)
})
