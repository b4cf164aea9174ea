import { expect, test } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import type { Way } from '@/api/types'
import { clicked, useSelection } from './selection'

const order = [5, 4, 3, 2, 1]
const rows = (...ids: number[]) => ids.map((id) => ({ id }) as Way)

test('a click chooses one row, another takes it back', () => {
  expect([...clicked(order, new Set(), 3, 0, true)]).toEqual([3])
  expect([...clicked(order, new Set([3]), 3, 0, false)]).toEqual([])
})

test('with shift all rows between are chosen, in either direction', () => {
  expect([...clicked(order, new Set([4]), 2, 4, true)].sort()).toEqual([2, 3, 4])
  expect([...clicked(order, new Set([2]), 4, 2, true)].sort()).toEqual([2, 3, 4])
})

test('a row that leaves the list is no longer chosen', async () => {
  const list = shallowRef(rows(3, 2, 1))
  const selection = useSelection(list)
  selection.toggleAll()
  expect(selection.all.value).toBe(true)
  list.value = rows(4, 3, 1)
  await nextTick()
  expect([...selection.ids.value]).toEqual([3, 1])
  expect(selection.all.value).toBe(false)
})
