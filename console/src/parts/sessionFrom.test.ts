import { expect, test } from 'vitest'
import { parseSessionFrom, sessionFromPieces } from './sessionFrom'

test.each([
  ['from=detail&id=7', [['from', 'detail'], ['id', '7']]],
  ['detail?id=7', [['page', 'detail'], ['id', '7']]],
  ['{"page":"detail","id":7,"tags":["a"]}', [['page', 'detail'], ['id', '7'], ['tags', '["a"]']]],
  ['name=%E9%99%88%E6%99%A8', [['name', '陈晨']]],
  ['page=pages/goods&order=7&t=1790000000&sig=abcdefghijklmnopqrstu_', [['page', 'pages/goods'], ['order', '7']]],
  ['order=7&t=1790000000&sig=short', [['order', '7'], ['t', '1790000000'], ['sig', 'short']]],
  ['a=%ZZ', [['a', '%ZZ']]],
])('%s is read', (text, want) => expect(parseSessionFrom(text)).toEqual(want))

test.each(['', 'wxapp', '{"page":"cut off by the pl', '[1,2]', '<script>alert(1)</script>', '你好 世界', 'null'])(
  '%s stays text',
  (text) => expect(parseSessionFrom(text)).toBeNull(),
)

test.each([
  ['from=detail&id=7', 'from=detail & id=7'],
  ['detail?id=7&n=1', 'detail ? id=7 & n=1'],
  ['{"page":"detail","id":7}', 'page=detail   id=7'],
  ['wxapp', 'wxapp'],
  ['a&b', 'a&b'],
])('%s is drawn in pieces', (text, want) => expect(sessionFromPieces(text).map((piece) => piece.text).join(' ')).toBe(want))

test('a long one is cut', () => expect(sessionFromPieces('x'.repeat(300))).toEqual([{ text: `${'x'.repeat(119)}…`, chip: true }]))
