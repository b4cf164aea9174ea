import { expect, test } from 'vitest'
import { settled } from './choices'
import { styledBy, wishesOf } from './style'

test('what a form wishes goes over the look of the way', () => {
  expect(styledBy({ styleType: 2, bubbleColor: '0E7C66' }, { styleType: '3', isMask: '1', paddingStyle: 'x', buttonText: '' }, false)).toEqual({ styleType: 3, isMask: 1, bubbleColor: '0E7C66' })
  expect(styledBy({}, { contactText: '进群', contactTextBlod: '0', iconBorderRadius: '12', paddingStyle: '-1' }, true)).toEqual({ contactText: '进群', contactTextBlod: false, iconBorderRadius: 12 })
})

test('a picture shows what the page wishes, then the way’s look, then what is usual', () => {
  const company = wishesOf({ styleType: 2, blockStyle: 'button', buttonText: 3 })
  expect(settled({ buttonText: '1', blockStyle: '' }, company)).toMatchObject({ styleType: 2, blockStyle: 'button', buttonText: 1, buttonStyle: 'primary' })
  expect(wishesOf({ contactTextBlod: true, iconBorderRadius: 0 })).toEqual({ contactTextBlod: '1', iconBorderRadius: '0' })
})
