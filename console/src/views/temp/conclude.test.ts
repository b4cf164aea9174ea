import { expect, test } from 'vitest'
import { blankConclusions, conclusionsOf, draftOf } from './conclude'

test('only the kind that is chosen is sent', () => {
  const draft = { ...blankConclusions(), text: ' 再见 ', image: 'ab', link: { title: '须知', url: 'https://example.com ', desc: '', pic: '' } }
  expect(conclusionsOf(draft)).toEqual({ text: '再见' })
  expect(conclusionsOf({ ...draft, kind: 'image' })).toEqual({ text: '再见', image: 'ab' })
  expect(conclusionsOf({ ...draft, kind: 'link' })).toEqual({ text: '再见', link: { kind: 'link', title: '须知', url: 'https://example.com', desc: '', pic: '' } })
})

test('an empty text is no text', () => {
  expect(conclusionsOf({ ...blankConclusions(), text: '  ' })).toEqual({})
  expect(conclusionsOf({ ...blankConclusions(), kind: 'image' })).toEqual({})
})

test('what was sent is written again as it was', () => {
  for (const sent of [
    { text: '再见' },
    { image: 'ab' },
    { text: '请看', link: { kind: 'link' as const, title: '须知', url: 'https://example.com', desc: '', pic: '' } },
    { miniprogram: { kind: 'miniprogram' as const, title: '病历', appid: 'wx1', page: 'p', media: 'cd' } },
  ]) {
    expect(conclusionsOf(draftOf(sent))).toEqual(sent)
  }
})
