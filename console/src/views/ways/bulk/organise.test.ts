import { expect, it } from 'vitest'
import { organiseOf } from './organise'

it('asks for nothing as long as nothing is chosen', () => {
  expect(organiseOf({ add: [], remove: [] })).toBeNull()
})

it('tells no folder and nobody from as it is', () => {
  expect(organiseOf({ folder: 0, owner: 0, add: [], remove: [] })).toEqual({ folder_id: 0, owner_id: 0 })
})

it('adds a label rather than taking it away', () => {
  expect(organiseOf({ add: [1, 2], remove: [2] })).toEqual({ add_labels: [1, 2] })
})
