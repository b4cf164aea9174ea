import type { Quota } from '@/api/types'

export const purposes = ['ways', 'compare', 'customers', 'people', 'other'] as const
export type Purpose = (typeof purposes)[number]

/** What comparing calls; its own share of these is set. */
export const compared: readonly string[] = ['list_contact_way', 'get_contact_way', 'get_join_way']
const ways: readonly string[] = ['add_contact_way', 'update_contact_way', 'del_contact_way', 'add_join_way', 'update_join_way', 'del_join_way', 'close_temp_chat']
const people: readonly string[] = ['user_get', 'user_simplelist', 'department_list', 'department_simplelist', 'get_follow_user_list']
const other: readonly string[] = ['gettoken', 'message_send']

/** What an operation is called for. */
export function purposeOf(op: string): Purpose {
  if (compared.includes(op)) return 'compare'
  if (ways.includes(op)) return 'ways'
  if (people.includes(op)) return 'people'
  return other.includes(op) ? 'other' : 'customers'
}

type Call = Quota['budget'][number]

/** The calls by what they were for; within, those that used most come first. */
export function byPurpose(budget: Call[]): { purpose: Purpose; calls: Call[] }[] {
  return purposes
    .map((purpose) => ({ purpose, calls: budget.filter(({ op }) => purposeOf(op) === purpose).sort((a, b) => b.hour - a.hour || b.minute - a.minute) }))
    .filter(({ calls }) => calls.length > 0)
}
