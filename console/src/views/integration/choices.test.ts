import { expect, test } from 'vitest'
import { chosen, matters, optionsOf, propertyNames, valid } from './choices'

/** Which properties matter, for one person and for several. */
const rows: [Record<string, string>, boolean, string[]][] = [
  [{}, true, ['styleType', 'avatorStyle', 'isMask', 'buttonText', 'buttonStyle', 'paddingStyle']],
  [{ isMask: '1' }, true, ['styleType', 'avatorStyle', 'isMask', 'contactText', 'buttonText', 'buttonStyle', 'paddingStyle']],
  [{}, false, ['styleType', 'contactText', 'buttonText', 'buttonStyle', 'paddingStyle', 'iconStyle']],
  [{ styleType: '2' }, true, ['styleType', 'blockStyle', 'bubbleColor']],
  [{ styleType: '2', blockStyle: 'button' }, false, ['styleType', 'buttonText', 'buttonStyle', 'blockStyle']],
  [{ styleType: '3' }, true, ['styleType', 'contactText', 'buttonText', 'buttonStyle', 'serviceText']],
  [{ styleType: '3' }, false, ['styleType', 'contactText', 'buttonText', 'buttonStyle']],
]

test('what matters beside what', () => {
  for (const [wishes, single, want] of rows) expect(propertyNames.filter((name) => matters(name, wishes, single))).toEqual(want)
})

test('the code sets what is wished, valid and matters', () => {
  expect(chosen({ styleType: '2', bubbleColor: '0E7C66', serviceText: '1', buttonText: '' }, true)).toEqual({ styleType: 2, bubbleColor: '0E7C66' })
  expect(chosen({ paddingStyle: '12', buttonText: '9', avatorStyle: 'square' }, true)).toEqual({ paddingStyle: 12 })
  expect(chosen({}, true)).toEqual({})
})

test('what may be typed', () => {
  expect([valid('bubbleColor', '#4790EE'), valid('bubbleColor', '4790ee'), valid('paddingStyle', '-1'), valid('paddingStyle', '')]).toEqual([false, true, false, true])
})

test('what may be chosen', () => {
  expect(optionsOf('contactText', 'zh', String).map((o) => o.label)).toEqual(['咨询服务', '在线咨询', '联系客服'])
  expect(optionsOf('iconStyle', 'zh', (key) => key)).toEqual([{ value: 'avator', label: 'iconStyleavator' }, { value: 'primary', label: 'iconStyleprimary' }, { value: 'light', label: 'iconStylelight' }])
  expect(optionsOf('paddingStyle', 'zh', String)).toEqual([])
})
