import { expect, test } from 'vitest'
import { funnelSteps } from './funnel'

const said = (pressed: number, added: number, wrote: number, left: number, pending: number) =>
  funnelSteps({ pressed, added, wrote, left, pending }, pending).map((s) => `${s.event} ${s.n} ${Math.round(s.share * 100)} ${s.percent ?? '-'}`)

test('from pressing to leaving', () => {
  expect(said(40, 10, 5, 1, 4)).toEqual(['pressed 40 100 -', 'pending 4 10 -', 'added 10 25 100', 'wrote 5 13 50', 'left 1 3 10'])
})

test('more come by codes than press', () => {
  expect(said(2, 10, 5, 0, 0)).toEqual(['pressed 2 20 -', 'pending 0 0 -', 'added 10 100 100', 'wrote 5 50 50', 'left 0 0 0'])
})

test('without buttons, and without anybody', () => {
  expect(said(0, 4, 1, 0, 0).map((s) => s.split(' ')[0])).toEqual(['added', 'wrote', 'left'])
  expect(said(0, 0, 0, 0, 0)).toEqual(['added 0 0 -', 'wrote 0 0 -', 'left 0 0 -'])
})
