import { describe, expect, it } from 'vitest'
import { branches, places, seen } from './folders'

const folder = (id: number, name: string, parent_id = 0) => ({ id, name, parent_id, created_at: 0 })
const all = branches([folder(4, '10 号店', 1), folder(1, '门店'), folder(2, '2 号店', 1), folder(3, '前台', 2), folder(9, '包裹')])

describe('the tree of folders', () => {
  it('has each before those in it, numbers by their size', () => {
    expect(all.map((row) => row.name)).toEqual(['包裹', '门店', '2 号店', '前台', '10 号店'])
    expect(all.map((row) => row.depth)).toEqual([0, 0, 1, 2, 1])
    expect(all.find((row) => row.id === 3)?.path).toBe('门店 / 2 号店 / 前台')
  })
  it('shows what lies in open folders', () => {
    expect(seen(all, new Set()).map((row) => row.id)).toEqual([9, 1])
    expect(seen(all, new Set([2])).map((row) => row.id)).toEqual([9, 1])
    expect(seen(all, new Set([1])).map((row) => row.id)).toEqual([9, 1, 2, 4])
  })
  it('moves no folder into itself', () => {
    expect(places(all, 2).map((row) => row.id)).toEqual([9, 1, 4])
  })
})
