import { expect, test } from 'vitest'
import { blank, bodyOf, complete } from './draft'

test('a form sends what its kind has, and nothing of the kinds that were tried', () => {
  const d = { ...blank(null), name: ' 订单 ', text: '试过的', title: '您的订单', path: 'pages/o', url: 'https://a.test' }
  expect(complete({ ...d, kind: 'miniprogrampage' })).toBe(false)
  expect(complete({ ...d, kind: 'miniprogrampage', media: 'aa' })).toBe(true)
  expect(bodyOf({ ...d, kind: 'miniprogrampage', media: 'aa' })).toEqual({ account_id: 0, folder: '', name: '订单', kind: 'miniprogrampage', media_id: 'aa', card: { title: '您的订单', path: 'pages/o' } })
  expect(bodyOf({ ...d, kind: 'text' })).toEqual({ account_id: 0, folder: '', name: '订单', kind: 'text', text: '试过的' })
})

test('a link needs a web address', () => {
  const d = { ...blank(null), kind: 'link' as const, name: 'a', title: 'b' }
  for (const url of ['', 'a.test', 'javascript:alert(1)', 'https://']) expect(complete({ ...d, url })).toBe(false)
  expect(complete({ ...d, url: 'https://a.test/x' })).toBe(true)
  expect(complete({ ...d, url: 'https://a.test/x', thumb: 'x' })).toBe(false)
})
