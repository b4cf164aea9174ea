import { expect, test } from 'vitest'
import { marked } from './marked'

const shown = (text: string, wanted: string) => marked(text, wanted).map((p) => (p.hit ? `[${p.text}]` : p.text)).join('')

test('every place is marked, whatever its case', () => {
  expect(shown('发票和发票 Fapiao', '发票')).toBe('[发票]和[发票] Fapiao')
  expect(shown('要 VIP 卡', 'vip')).toBe('要 [VIP] 卡')
})

test('a long text begins shortly before what was looked for', () => {
  expect(shown(`${'一'.repeat(60)}发票`, '发票')).toBe(`…${'一'.repeat(16)}[发票]`)
})

test('a text without it is left as it is', () => {
  expect(shown('没有', '发票')).toBe('没有')
  expect(shown('没有', ' ')).toBe('没有')
})
