import { expect, test } from 'vitest'
import { overnight } from './shift'

test('what ends at or before it begins ends on the next day', () => {
  expect([overnight({ from: '20:00', to: '02:00' }), overnight({ from: '22:00', to: '02:00' }), overnight({ from: '09:00', to: '24:00' })]).toEqual([true, true, false])
  expect(overnight({ from: '09:00', to: '' })).toBe(false)
})
