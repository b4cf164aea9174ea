import { expect, test } from 'vitest'
import { blankSpec, moveCode, moveText, newText, square } from './place'

test('a code is square whatever the form of the picture, and stays inside it', () => {
  expect(square(0.9, 0.9, 0.5, 0.5)).toEqual({ x: 0.5, y: 0.75, width: 0.5, height: 0.25 })
  expect(square(-1, 0, 0.8, 2)).toEqual({ x: 0, y: 0, width: 0.5, height: 1 })
})

test('dragging stops at the edges', () => {
  expect(moveCode(square(0.1, 0.1, 0.2, 1), 5, -5, 1)).toMatchObject({ x: 0.8, y: 0 })
  expect(moveText(newText(0.5), -5, 5)).toMatchObject({ x: 0, y: 0.99 })
})

test('a new poster has its code in the middle of the width, inside pictures of any form', () => {
  for (const aspect of [0.4, 1, 3]) {
    const { code } = blankSpec(aspect)
    expect(code.x + code.width / 2).toBeCloseTo(0.5, 2)
    expect(code.y + code.height).toBeLessThanOrEqual(1)
  }
})
