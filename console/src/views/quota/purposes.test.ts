import { expect, test } from 'vitest'
import { byPurpose } from './purposes'

test('calls stand by what they were for, the busiest first', () => {
  const call = (op: string, hour: number) => ({ op, minute: 0, hour, blocked_until: 0 })
  expect(byPurpose([call('gettoken', 1), call('send_welcome_msg', 9), call('add_contact_way', 2), call('del_contact_way', 5), call('get_contact_way', 700)])).toEqual([
    { purpose: 'ways', calls: [call('del_contact_way', 5), call('add_contact_way', 2)] },
    { purpose: 'compare', calls: [call('get_contact_way', 700)] },
    { purpose: 'customers', calls: [call('send_welcome_msg', 9)] },
    { purpose: 'other', calls: [call('gettoken', 1)] },
  ])
})
