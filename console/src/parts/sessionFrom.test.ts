import { expect, test } from 'vitest'
import { parseSessionFrom } from './sessionFrom'

test.each([
  ['from=detail&id=7', [['from', 'detail'], ['id', '7']]],
  ['detail?id=7', [['page', 'detail'], ['id', '7']]],
  ['{"page":"detail","id":7,"tags":["a"]}', [['page', 'detail'], ['id', '7'], ['tags', '["a"]']]],
  ['name=%E9%99%88%E6%99%A8', [['name', '陈晨']]],
  ['a=%ZZ', [['a', '%ZZ']]],
])('%s is read', (text, want) => expect(parseSessionFrom(text)).toEqual(want))

test.each(['', 'wxapp', '{"page":"cut off by the pl', '[1,2]', '<script>alert(1)</script>', '你好 世界', 'null'])(
  '%s stays text',
  (text) => expect(parseSessionFrom(text)).toBeNull(),
)
