import { describe, expect, it } from 'vitest'
import type { WelcomePlan } from '@/api/types'
import { fill, strangers } from './filling'
import { isNone, moved, partAt, tidy, wrongOf } from './shape'

const f = { customer: '小雨', member: '张三', channel: '3 号店海报', way: '前台', time: '08:30', date: '1127' }

describe('the variables of a welcome', () => {
  it('are filled in, with the word for a name that is not known', () => {
    expect(fill('{greeting}，{customer|朋友}！我是{member}。', f)).toBe('早上好，小雨！我是张三。')
    expect(fill('{customer|朋友}', { ...f, customer: '' })).toBe('朋友')
    expect(fill('{customer}', { ...f, customer: '' })).toBe('您')
  })
  it('are not read again in what was filled in', () => {
    expect(fill('{customer}', { ...f, customer: '{way}' })).toBe('{way}')
  })
  it('that there are not are named', () => expect(strangers('{customer} {cutomer} {way|x}')).toEqual(['cutomer']))
})

describe('a plan of welcomes', () => {
  const hours = [{ from: '22:00', to: '06:00', text: '夜' }, { from: '05:00', to: '12:00', text: '早' }]
  it('takes the first part of the day that holds, over midnight too', () => {
    expect(['23:10', '05:30', '06:00', '12:00'].map((now) => partAt({ hours }, now))).toEqual([0, 0, 1, -1])
  })
  it('says where each gap is', () => {
    const plan: WelcomePlan = {
      text: '哈'.repeat(1334),
      attachments: [{ kind: 'link', title: '', url: 'www.example.com' }, { kind: 'file', media: 'aa', name: 'a/b' }],
      hours: [{ from: '09:00', to: '09:00', text: ' ' }],
    }
    expect(Object.fromEntries([...wrongOf(plan)].map(([at, gap]) => [at, gap.key]))).toEqual({
      '-1.text': 'longBytes', '-1.attachments.0.title': 'required', '-1.attachments.0.url': 'badURL', '-1.attachments.1.name': 'badName',
      '0.hours': 'badHours', '0.text': 'emptyPart',
    })
  })
  it('stores no empty fields', () => {
    expect(tidy({ text: ' ', attachments: [], hours: [] })).toEqual({})
    expect(isNone(tidy({ text: ' ' }))).toBe(true)
  })
  it('puts one in another place', () => expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']))
})
