import { expect, test } from 'vitest'
import { daysOf, readChoices, writeChoices } from './choice'

const today = 20261128

test('an address without choices shows the last seven days by day', () => {
  const choices = readChoices({}, today)
  expect(choices).toMatchObject({ range: '7', by: 'day', group: 'main', sort: '', account: 0, opened: undefined })
  expect(daysOf(choices, today)).toEqual({ from: 20261122, to: 20261128 })
  expect(writeChoices(choices)).toEqual({})
})

test('all choices go through the address and back', () => {
  const query = { range: 'own', from: '20260901', to: '20261130', account: '4', team: '5', agent: '6', by: 'agent', cols: 'times', sort: '-waiting_p90', show: 'missed.hour.23' }
  const choices = readChoices(query, today)
  expect(choices.opened).toEqual({ figure: 'missed', by: 'hour', key: '23' })
  expect(writeChoices(choices)).toEqual(query)
})

test('what an address does not say right is as if it said nothing', () => {
  const query = { range: 'own', from: '20260101', to: '20261128', account: '-1', team: 'x', agent: ['1', '2'], by: 'weather', cols: 'toString', sort: 'a b', show: 'in.day.1' }
  expect(writeChoices(readChoices(query, today))).toEqual({})
  expect(readChoices({ range: 'own', from: '20261131', to: '20261201' }, today).range).toBe('7')
})

test('yesterday is the day before, also over the end of a month', () => {
  expect(daysOf({ ...readChoices({}, today), range: 'yesterday' }, 20260301)).toEqual({ from: 20260228, to: 20260228 })
})
