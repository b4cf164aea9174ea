import { describe, expect, it } from 'vitest'
import type { Way } from './types'
import { fits, tells } from './wayFilter'

const row = { kind: 'contact', channel_id: 3, labels: [7, 8], owner_id: 5, scene: 2 } as unknown as Way

describe('a row that changed', () => {
  it('fits a list that asks for what it has', () => {
    expect(fits({}, row)).toBe(true)
    expect(fits({ channel: 3, label: 8, owner: 5, kind: 'contact', scene: 2 }, row)).toBe(true)
  })
  it('leaves a list that asks for something else', () => {
    for (const filter of [{ channel: 4 }, { label: 9 }, { owner: 6 }, { kind: 'join' as const }, { scene: 1 as const }]) expect(fits(filter, row)).toBe(false)
  })
  it('stands in a list of temporary ways only when it is one', () => {
    const temp = { ...row, kind: 'temp' } as Way
    expect(fits({}, temp)).toBe(false)
    expect(fits({ kind: 'temp' }, temp)).toBe(true)
  })
  it('is put into a list only when it tells all that is asked for', () => {
    expect(tells({ channel: 3, label: 8 })).toBe(true)
    expect(tells({ q: '海报' })).toBe(false)
    expect(tells({ channel: 3, folder: 1 })).toBe(false)
    expect(tells({ unused_days: 30 })).toBe(false)
  })
})
