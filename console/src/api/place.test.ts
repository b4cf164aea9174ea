import { expect, test } from 'vitest'
import { placeRow } from './place'

interface Row {
  id: number
  at: number
}
const newestFirst = (a: Row, b: Row) => b.at - a.at
const row = (id: number, at: number): Row => ({ id, at })
const list = (next: string, ...pages: Row[][]) => ({
  pages: pages.map((items, i) => ({ items, next: i === pages.length - 1 ? next : 'more' })),
  pageParams: [],
})
const ids = (data: ReturnType<typeof list>) => data.pages.map((p) => p.items.map((r) => r.id))

test('a new row goes to its place', () => {
  const data = list('', [row(3, 30), row(2, 20)], [row(1, 10)])
  expect(ids(placeRow(data, 9, row(9, 25), { belongs: true, order: newestFirst }))).toEqual([[3, 9, 2], [1]])
})

test('a known row moves', () => {
  const data = list('', [row(3, 30), row(2, 20)], [row(1, 10)])
  expect(ids(placeRow(data, 1, row(1, 40), { belongs: true, order: newestFirst }))).toEqual([[1, 3, 2], []])
})

test('a row that no longer belongs, or is gone, leaves', () => {
  const data = list('', [row(3, 30), row(2, 20)])
  expect(ids(placeRow(data, 3, row(3, 30), { belongs: false, order: newestFirst }))).toEqual([[2]])
  expect(ids(placeRow(data, 2, null, { belongs: true, order: newestFirst }))).toEqual([[3]])
})

test('what lies beyond the loaded pages is left to its page', () => {
  expect(ids(placeRow(list('more', [row(3, 30)]), 1, row(1, 10), { belongs: true, order: newestFirst }))).toEqual([[3]])
  expect(ids(placeRow(list('', [row(3, 30)]), 1, row(1, 10), { belongs: true, order: newestFirst }))).toEqual([[3, 1]])
})

test('a filtered list takes changes but no strangers', () => {
  const rule = { belongs: true, insert: false, order: newestFirst }
  const data = list('', [row(3, 30)])
  expect(ids(placeRow(data, 4, row(4, 40), rule))).toEqual([[3]])
  expect(placeRow(data, 3, row(3, 35), rule).pages[0]?.items[0]?.at).toBe(35)
})

test('the list given is left as it was', () => {
  const data = list('', [row(3, 30)])
  placeRow(data, 4, row(4, 40), { belongs: true, order: newestFirst })
  expect(ids(data)).toEqual([[3]])
})
