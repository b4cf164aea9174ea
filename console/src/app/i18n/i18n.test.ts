import { expect, test } from 'vitest'
import en from './en'
import zh from './zh'

const pairs = (tree: object, path: string[] = []): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[[...path, key].join('.'), value] as [string, string]] : pairs(value as object, [...path, key])))

const chinese = pairs(zh)
const english = new Map(pairs(en))

test('both languages have the same keys, none empty', () => {
  expect([...english.keys()].sort()).toEqual(chinese.map(([key]) => key).sort())
  expect([...chinese, ...english].filter(([, text]) => text.trim() === '')).toEqual([])
})

test('both languages use the same placeholders', () => {
  const names = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort().join()
  expect(chinese.filter(([key, text]) => names(text) !== names(english.get(key)))).toEqual([])
})

test('no text uses the characters vue-i18n gives a meaning', () => {
  expect([...chinese, ...english].filter(([, text]) => /[@|]/.test(text))).toEqual([])
})
