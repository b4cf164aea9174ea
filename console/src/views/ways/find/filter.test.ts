import { describe, expect, it } from 'vitest'
import { createdBetween, daysOf, filterNames, readFilter, sameFilter, withFilter } from './filter'

describe('the filter of an address', () => {
  it('takes what it knows and leaves out what is not right', () => {
    expect(readFilter({ q: ' 海报 ', channel: '3', kind: 'join', phase: 'asleep', unused_days: '30', scene: '9', folder: '-2', label: '-1', x: '1' })).toEqual({ q: '海报', channel: 3, kind: 'join', unused_days: 30 })
    expect(readFilter({ q: '', channel: '0', label: ['1', '2'], member: null })).toEqual({})
  })
  it('asks for what is in no folder and looked after by nobody', () => {
    expect(readFilter({ folder: '-1', owner: '-1', account: '7' })).toEqual({ folder: -1, owner: -1, account: 7 })
  })
  it('names what is asked for', () => {
    expect(filterNames({ folder: 3, q: 'a' })).toEqual(['q', 'folder'])
  })
  it('asks no more for what is emptied', () => {
    expect(withFilter({ q: 'a', channel: 2 }, { channel: undefined, label: 4 })).toEqual({ q: 'a', label: 4 })
    expect(withFilter({ channel: 2 }, { channel: 0 })).toEqual({})
  })
  it('is the same whatever the order and the empty parts', () => {
    expect(sameFilter({ q: 'a', channel: 2 }, { channel: 2, q: 'a', folder: 0 })).toBe(true)
    expect(sameFilter({ q: 'a' }, { q: 'b' })).toBe(false)
  })
})

describe('days of creation', () => {
  it('come back as they were given, the last one whole', () => {
    const filter = createdBetween('2026-11-01', '2026-11-30')
    expect(daysOf(filter)).toEqual({ from: '2026-11-01', to: '2026-11-30' })
    expect(filter.created_to).toBe(new Date(2026, 11, 1).getTime())
  })
  it('are turned round when they end before they begin', () => {
    expect(daysOf(createdBetween('2026-11-30', '2026-11-01'))).toEqual({ from: '2026-11-01', to: '2026-11-30' })
  })
  it('may be open on either side', () => {
    expect(createdBetween('', '').created_from).toBeUndefined()
    expect(daysOf(createdBetween('2026-11-01', ''))).toEqual({ from: '2026-11-01', to: '' })
  })
})
