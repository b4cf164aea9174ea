import { expect, test } from 'vitest'
import type { FigureRow } from '@/api/figures'
import { columnOf, columns, columnsOf, nextSort, sorted } from './columns'
import { timeAxis } from './frame'
import { better, shown, spell, withoutUnit } from './shown'
import { whoseWork } from './whose'

const none = { count: 0, median: 0, p90: 0, longest: 0 }
const row = (key: string, more: Partial<FigureRow> = {}): FigureRow => ({
  key, name: '', gone: false, started: 0, taken: 0, closed: 0, waiting: none, first_answer: none, in_target: 0, handling: none, in: 0, out_agent: 0, out_rule: 0, out_bot: 0,
  missed: 0, transfer_in: 0, transfer_out: 0, returned: 0, ratings: 0, rating_mean: 0, rated_good: 0, stars: [0, 0, 0, 0, 0], ...more,
})
const waited = (median: number) => ({ waiting: { ...none, count: 1, median } })
const t = (key: string, { n }: { n: string | number }) => `${n}${key.split('.').at(-1)![0]}`

test('a share is of those that were measured, and nothing where none were', () => {
  const read = (figure: string, of: FigureRow) => columnOf(figure)!.read(of)
  expect(read('in_target', row('a', { in_target: 3, first_answer: { ...none, count: 4 } }))).toBe(75)
  expect(['in_target', 'rated_good', 'rating_mean', 'waiting', 'handling_p90'].map((figure) => read(figure, row('a')))).toEqual([null, null, null, null, null])
  expect(new Set(columnsOf('all')).size).toBe(columns.length)
})

test('rows are sorted by a column, what was not measured last', () => {
  const rows = [row('a'), row('b', waited(5)), row('c', waited(90))]
  const keys = (sort: string) => sorted(rows, sort).map((one) => one.key).join('')
  expect([keys('waiting'), keys('-waiting'), keys(''), keys('nonsense')]).toEqual(['bca', 'cba', 'abc', 'abc'])
  expect(nextSort('', 'x')).toBe('-x')
  expect(nextSort('-x', 'x')).toBe('x')
  expect(nextSort('x', 'x')).toBe('')
})

test('a duration is told in its two largest units', () => {
  expect([400, 59_400, 60_000, 65_000, 3_600_000, 3_665_000, 86_400_000, 90_061_000].map((ms) => spell(ms, t))).toEqual(['0s', '59s', '1w', '1m05s', '1h', '1h01m', '1d', '1d01h'])
  expect([3_599_600, 86_399_000].map((ms) => spell(ms, t))).toEqual(['1h', '1d'])
  expect([shown({ kind: 'share' }, 66.66, t), shown({ kind: 'mean' }, 4.5, t), shown({ kind: 'count' }, 12345, t), shown({ kind: 'time' }, null, t)]).toEqual(['66.7%', '4.50', '12,345', '—'])
})

test('shorter waits and more good ratings are better, more work is neither', () => {
  expect(better({ figure: 'waiting', kind: 'time' }, 10, 20)).toBe('better')
  expect(better({ figure: 'rated_good', kind: 'share' }, 10, 20)).toBe('worse')
  expect(better({ figure: 'started', kind: 'count' }, 10, 20)).toBe(null)
  expect(better({ figure: 'missed', kind: 'count' }, 3, 1)).toBe('worse')
  expect(better({ figure: 'waiting', kind: 'time' }, null, 20)).toBe(null)
})

test('titles lose their unit', () => {
  expect(['等待中位数（秒）', '好评率（%）', 'Waiting, p90 (s)', 'In time (%)', '评价'].map(withoutUnit)).toEqual(['等待中位数', '好评率', 'Waiting, p90', 'In time', '评价'])
})

test('an axis of time has marks a person would choose', () => {
  expect(timeAxis(50_000)).toEqual({ interval: 15_000, max: 60_000 })
  expect(timeAxis(7_300_000)).toEqual({ interval: 3_600_000, max: 10_800_000 })
  expect(timeAxis(20 * 86_400_000).max).toBe(20 * 86_400_000)
})

test('a lead sees their teams and its people, others themselves', () => {
  const member = (agent_id: number, lead: boolean) => ({ agent_id, lead, name: String(agent_id) })
  const teams = [{ id: 1, members: [member(7, true), member(8, false)] }, { id: 2, members: [member(7, false), member(9, true)] }] as never[]
  const agents = [7, 8, 9].map((id) => ({ id, name: String(id), invited: false, open: 0 })) as never[]
  const ids = (one: { id: number }[]) => one.map(({ id }) => id)
  const lead = whoseWork({ id: 7, role: 'agent' }, teams, agents)
  expect([lead.reach, ids(lead.teams), ids(lead.agents)]).toEqual(['teams', [1], [7, 8]])
  expect(whoseWork({ id: 8, role: 'agent' }, teams, agents)).toEqual({ reach: 'own', teams: [], agents: [] })
  expect(ids(whoseWork({ id: 1, role: 'admin' }, teams, agents).agents)).toEqual([7, 8, 9])
})
