import { expect, test } from 'vitest'
import en from './en'
import zh from './zh'

function leaves(tree: object, path = ''): Record<string, string> {
  return Object.entries(tree).reduce<Record<string, string>>((all, [key, value]) => {
    const at = path === '' ? key : `${path}.${key}`
    return { ...all, ...(typeof value === 'string' ? { [at]: value } : leaves(value as object, at)) }
  }, {})
}

const chinese = leaves(zh)
const english = leaves(en)

test('both languages have the same keys, none empty', () => {
  expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort())
  expect(Object.entries({ ...chinese, ...english }).filter(([, text]) => text.trim() === '')).toEqual([])
})

test('both languages use the same placeholders', () => {
  const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()
  for (const [key, text] of Object.entries(chinese)) expect([key, names(english[key] ?? '')]).toEqual([key, names(text)])
})

test('no text uses the characters vue-i18n gives a meaning', () => {
  for (const text of [...Object.values(chinese), ...Object.values(english)]) expect(text).not.toMatch(/[@|]/)
})
