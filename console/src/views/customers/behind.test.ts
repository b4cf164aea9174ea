import { expect, test } from 'vitest'
import { behindNumber } from './behind'

test('an address names the customers behind a number', () => {
  expect(behindNumber({ event: 'added', from: '20261101', to: '20261130', member: 'amy', hour: '0', channel: '3' })).toEqual({ event: 'added', from: 20261101, to: 20261130, member: 'amy', hour: 0 })
})

test('what is not right in it is left out', () => {
  expect(behindNumber({ event: 'flown', from: 'x', way: '-1', group: ['a', 'b'] })).toEqual({})
})
