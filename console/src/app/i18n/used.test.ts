import { expect, test } from 'vitest'
import zh from './zh'

/** All sources but the texts and the tests themselves. */
const files = import.meta.glob<string>(['/src/**/*.{ts,vue}', '!/src/app/i18n/**', '!/src/**/*.test.ts', '!/src/api/schema.d.ts'], { query: '?raw', import: 'default', eager: true })
const source = Object.values(files).join('\n')

const keysOf = (tree: object, path: string[] = []): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[...path, key].join('.')] : keysOf(value as object, [...path, key])))
const keys = keysOf(zh)
const pages = new Set(Object.keys(zh))

/** Keys written out, wherever they stand: some are chosen in a script and said elsewhere. */
const written = new Set([...source.matchAll(/['"`]([a-zA-Z]\w*(?:\.\w+)+)['"`]/g)].map((m) => m[1]!))

/** Keys put together, such as `ways.phase.${phase}`: any that fits counts. Those that do not begin with a page say nothing. */
const patterns = [...source.matchAll(/`([a-zA-Z]\w*)\.((?:[\w.]|\$\{[^}]*\})*)`/g)]
  .filter((m) => pages.has(m[1]!) && m[2]!.includes('${'))
  .map((m) => new RegExp(`^${m[1]}\\.${m[2]!.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.')).join('[\\w]+')}$`))

test('every text is used somewhere', () => {
  expect(keys.filter((key) => !written.has(key) && !patterns.some((p) => p.test(key)))).toEqual([])
})

test('every text that is asked for is there', () => {
  const asked = [...source.matchAll(/\b(?:t|tr)\(\s*'([^']+)'/g)].map((m) => m[1]!)
  expect(asked.length).toBeGreaterThan(300)
  expect([...new Set(asked)].filter((key) => !keys.includes(key))).toEqual([])
  expect(patterns.filter((p) => !keys.some((key) => p.test(key))).map(String)).toEqual([])
})
