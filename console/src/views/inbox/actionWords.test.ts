import { expect, test } from 'vitest'
import type { Action } from '@/api/types'
import { i18n } from '@/app/i18n'
import { actionWords } from './actionWords'

const { t, te } = i18n.global as unknown as { t: (key: string, named?: Record<string, unknown>) => string; te: (key: string) => boolean }
i18n.global.locale.value = 'zh'

const did = (details: Record<string, unknown>, kind: Action['kind'] = 'rule') =>
  actionWords({ id: 1, kind, actor: { kind: 'rule', id: 5, name: '退款' }, agent: null, team_id: 2, text: '', details } as unknown as Action, { t, te, who: '退款', team: '售后' })

test('what a rule did is told with its name', () => {
  expect(did({ did: ['said'], message_id: 4, found: '退货' })).toBe('规则「退款」自动回复了客户（匹配到「退货」）')
  expect(did({ did: ['team', 'said'], message_id: 4 })).toBe('规则「退款」自动回复了客户，并交给团队「售后」')
  expect(did({ did: ['team'] })).toBe('规则「退款」把会话交给了团队「售后」')
})

test('why it kept silent is told, whatever else it did', () => {
  expect(did({ did: [], withheld: 'window_last' })).toBe('规则「退款」没有回复：次数要留给人用')
  expect(did({ did: ['team'], withheld: 'window_last' })).toBe('规则「退款」把会话交给了团队「售后」，没有回复：次数要留给人用')
  expect(did({ did: [], withheld: 'window_used_up' })).toBe('规则「退款」没有回复：这一轮的次数用完了')
  expect(did({ did: ['team'], withheld: 'window_closed' })).toBe('规则「退款」把会话交给了团队「售后」，没有回复：回复窗口已关闭')
})

test('what came of a bot is told', () => {
  expect(did({ did: ['bot'], message_id: 4 })).toBe('规则「退款」请机器人回复了客户')
  expect(did({ did: ['bot', 'handed_over'] })).toBe('机器人请客服来接待（规则「退款」）')
  expect(did({ did: ['fallback'], message_id: 4 })).toBe('机器人没有及时回复，规则「退款」代为回复')
  expect(did({ did: ['fallback'] })).toBe('机器人没有及时回复（规则「退款」）')
  expect(did({ did: ['dropped'] })).toBe('机器人的回答没有发出：已有人接待，或来得太晚（规则「退款」）')
})

test('reminders say for whom', () => {
  expect(did({ did: ['reminded'], level: 1, minutes: 5 })).toBe('提醒客服：客户已等 5 分钟')
  expect(did({ did: ['reminded'], level: 2, minutes: 15 })).toBe('通知组长：客户已等 15 分钟')
})

test('a rating is told, and why a conversation ended by itself', () => {
  expect(did({ rating: 4 }, 'rated')).toBe('客户打了 4 分')
  const closed = { id: 1, kind: 'closed', actor: { kind: 'rule', id: 0, name: 'closing' }, agent: null, team_id: 0, text: 'silent' } as unknown as Action
  expect(actionWords(closed, { t, te, who: 'closing', team: '' })).toBe('会话自动结束：客户没有再说话')
})
