import { expect, test } from 'vitest'
import type { Drift } from '@/api/types'
import { actionsOf, actionsOfAll, nameOf, settingsOf, wordOf } from './kinds'

const drift = (part: Partial<Drift>): Drift => ({
  id: 1, account_id: 1, config_id: 'c', way_id: 1, way_name: '', way_kind: 'contact', kind: 'differs', fields: [], theirs: null, problem: null, state: 'open', found_at: 0, seen_at: 0, settled_at: 0, ...part,
})
const field = (name: string) => ({ field: name, ours: 1, theirs: 2 })

test('an action is offered where the server takes it', () => {
  expect(actionsOf(drift({ fields: [field('remark'), field('qr_url')] }))).toEqual(['push', 'adopt', 'check', 'ignore'])
  expect(actionsOf(drift({ fields: [field('qr_url')] }))).toEqual(['adopt', 'check', 'ignore'])
  expect(actionsOf(drift({ kind: 'only_there', way_kind: 'temp' }))).toEqual(['check', 'ignore'])
  expect(actionsOf(drift({ kind: 'only_here' }))).toEqual(['adopt', 'check', 'ignore'])
  expect(actionsOf(drift({ kind: 'unreadable', state: 'ignored' }))).toEqual(['check'])
  expect(actionsOf(drift({ state: 'settled', fields: [field('remark')] }))).toEqual([])
})

test('for several, what fits one of them', () => {
  expect(actionsOfAll([drift({ kind: 'unreadable' }), drift({ fields: [field('remark')] })])).toEqual(['push', 'adopt', 'check', 'ignore'])
  expect(actionsOfAll([])).toEqual([])
})

test('adopting has a word for each kind', () => {
  expect([wordOf('adopt', 'differs'), wordOf('adopt', 'only_there'), wordOf('adopt', 'only_here'), wordOf('push', 'differs')]).toEqual(['adopt', 'adoptNew', 'adoptGone', 'push'])
})

test('what only the platform has is named by its remark or state', () => {
  expect(nameOf(drift({ way_name: '前台', theirs: { remark: '海报' } }))).toBe('前台')
  expect(nameOf(drift({ theirs: { remark: ' ', state: 'poster1' } }))).toBe('poster1')
  expect(nameOf(drift({}))).toBe('')
})

test('its settings bear our names, and a style only where there is a button', () => {
  expect(settingsOf({ scene: 2, style: 1, user: ['lisi'], remark: '' })).toEqual([
    { field: 'remark', value: '' }, { field: 'users', value: ['lisi'] }, { field: 'scene', value: 2 },
  ])
  expect(settingsOf(null)).toEqual([])
})
