import { expect, test } from 'vitest'
import { pageLink, plainWords, saidPieces } from './pageLink'

test('a link stays one link whatever it holds', () => {
  const text = pageLink({ label: '看 <订单>', appid: 'wx1', path: 'pages/o/o?a="b c\'' })
  expect(text).toBe('<a href="" data-miniprogram-appid="wx1" data-miniprogram-path="pages/o/o?a=%22b%20c%27">看 ＜订单＞</a>')
  expect(plainWords(`请 ${text}。`)).toBe('请 看 ＜订单＞。')
  expect(saidPieces(`请 ${text}。`)).toEqual([{ text: '请 ' }, { label: '看 ＜订单＞', path: 'pages/o/o?a=%22b%20c%27', url: '' }, { text: '。' }])
})

test('what is no link stays as it was typed', () => {
  for (const text of ['1 < 2', '<a>x</a>', '<a href="javascript:alert(1)">x</a>', '<script>']) expect(saidPieces(text)).toEqual([{ text }])
})
