import { expect, test } from 'vitest'
import en from '@/app/i18n/en'
import zh from '@/app/i18n/zh'
import { answerKey, answerTone, came, companyKey } from './answer'

const documented = [0, -3002, -3004, -3005, -3006, -3008, -3009, -3010, -3012]

test('every answer has words, and what the company can help says how', () => {
  for (const errcode of [...documented, -1]) {
    for (const words of [zh, en]) {
      const { means, todo } = words.press as unknown as Record<'means' | 'todo', Record<string, string>>
      expect(means[answerKey(errcode)], `${errcode}`).toBeTruthy()
      if (companyKey(errcode)) expect(todo[companyKey(errcode)], `${errcode}`).toBeTruthy()
    }
  }
})

test('how bad it is', () => {
  expect(documented.filter(came)).toEqual([0, -3006])
  expect(documented.map(answerTone)).toEqual(['good', 'bad', 'bad', 'bad', 'good', 'waiting', 'waiting', 'bad', 'waiting'])
})
