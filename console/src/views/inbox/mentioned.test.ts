import { expect, test } from 'vitest'
import type { Agent } from '@/api/types'
import { mentioned } from './mentioned'

const agents = [
  { id: 1, name: '王' },
  { id: 2, name: '王芳' },
  { id: 3, name: 'Li Na' },
  { id: 4, name: '王芳芳', disabled: true },
] as Agent[]

test('a longer name is not the shorter one it begins with', () => {
  expect(mentioned('请 @王芳 看一下', agents)).toEqual([2])
  expect(mentioned('@王，@王芳 看一下', agents)).toEqual([1, 2])
  expect(mentioned('@王看一下', agents)).toEqual([1])
})

test('who is disabled is not named, nor somebody else for them', () => {
  expect(mentioned('@王芳芳 在吗', agents)).toEqual([])
})

test('names with a space are names, and text without an at sign names nobody', () => {
  expect(mentioned('@Li Na 你好', agents)).toEqual([3])
  expect(mentioned('王芳 @', agents)).toEqual([])
})
