import type { LocationQuery } from 'vue-router'
import { openable, type Opened, splits, type Split } from '@/api/figures'
import { isGroup, type Group } from './columns'
import { type Days, isDay, lastDays, mostDays, dayCount, shift } from './days'

export const ranges = ['today', 'yesterday', '7', '30', 'own'] as const
export type Range = (typeof ranges)[number]

/** All that is chosen on the page. It stands in the address, without what nobody chose. */
export interface Choices {
  range: Range
  /** Of a range of one's own. */
  days: Days
  account: number
  team: number
  agent: number
  by: Split
  group: Group
  /** Column and direction, such as -closed; empty: as the server has them. */
  sort: string
  opened?: Opened
}

const plain = { range: '7', by: 'day', group: 'main', sort: '' } as const

export function readChoices(query: LocationQuery, today: number): Choices {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '')
  const id = (name: string) => (/^[1-9]\d{0,15}$/.test(text(name)) ? Number(text(name)) : 0)
  const one = <T extends string>(list: readonly T[], value: string, otherwise: T) => list.find((item) => item === value) ?? otherwise
  const own = { from: Number(text('from')), to: Number(text('to')) }
  const right = isDay(own.from) && isDay(own.to) && own.from <= own.to && dayCount(own) <= mostDays
  const range = one(ranges, text('range'), plain.range)
  const group = text('cols')
  return {
    range: range === 'own' && !right ? plain.range : range,
    days: right ? own : lastDays(7, today),
    account: id('account'), team: id('team'), agent: id('agent'),
    by: one(splits, text('by'), plain.by),
    group: isGroup(group) ? group : plain.group,
    sort: /^-?[a-z0-9_]+$/.test(text('sort')) ? text('sort') : plain.sort,
    opened: readOpened(text('show')),
  }
}

export function writeChoices({ range, days, account, team, agent, by, group, sort, opened }: Choices): Record<string, string> {
  const own = range === 'own'
  const all = {
    range: range === plain.range ? '' : range, from: own ? days.from : 0, to: own ? days.to : 0, account, team, agent,
    by: by === plain.by ? '' : by, cols: group === plain.group ? '' : group, sort, show: opened ? writeOpened(opened) : '',
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value).map(([name, value]) => [name, String(value)]))
}

function readOpened(text: string): Opened | undefined {
  const [name, split, key = ''] = text.split('.')
  const figure = openable.find((one) => one === name)
  const by = splits.find((one) => one === split)
  return figure && by && /^\d{0,20}$/.test(key) ? { figure, by, key } : undefined
}

const writeOpened = ({ figure, by, key }: Opened) => `${figure}.${by}.${key}`

/** The days that are chosen. */
export function daysOf({ range, days }: Choices, today: number): Days {
  switch (range) {
    case 'own':
      return days
    case 'today':
      return lastDays(1, today)
    case 'yesterday':
      return shift(lastDays(1, today), -1)
    default:
      return lastDays(Number(range), today)
  }
}
