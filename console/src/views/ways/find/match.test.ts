import { describe, expect, it } from 'vitest'
import { has, near, pieces } from './match'

describe('what a search found in a text', () => {
  it('is every place of it, in the letters of the text', () => {
    expect(pieces('前台海报，二楼海报', '海报')).toEqual(['前台', '海报', '，二楼', '海报', ''])
    expect(pieces('Poster-A', 'poster')).toEqual(['', 'Poster', '-A'])
  })
  it('looks past case and width', () => {
    expect(pieces('ＶＩＰ客户', 'vip')).toEqual(['', 'ＶＩＰ', '客户'])
    expect(has('3 号店', '３')).toBe(true)
  })
  it('is shown from a little before it', () => {
    expect(near('印了五百张，都放在二楼的仓库里', '仓库')).toBe('…都放在二楼的仓库里')
    expect(near('二楼的仓库', '仓库')).toBe('二楼的仓库')
  })
  it('is nothing when nothing is looked for', () => {
    expect(pieces('海报', ' ')).toEqual(['海报'])
    expect(has('海报', '')).toBe(false)
  })
})
