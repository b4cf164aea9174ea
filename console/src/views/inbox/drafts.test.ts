import { beforeEach, expect, test, vi } from 'vitest'
import { draftOf, noteAnswered, noteKey, noteOf, setDraft, setNote, setOwner } from './drafts'

const stored = new Map<string, string>()
vi.stubGlobal('localStorage', { getItem: (k: string) => stored.get(k) ?? null, setItem: (k: string, v: string) => stored.set(k, v), removeItem: (k: string) => stored.delete(k) })

beforeEach(() => setOwner(1))

test('the next person at this device reads no draft of another', () => {
  setDraft(5, '您好，')
  setNote(5, '这位难缠')
  setOwner(2)
  expect([draftOf(5), noteOf(5)]).toEqual(['', ''])
  setDraft(5, '在的')
  setOwner(1)
  expect([draftOf(5), noteOf(5)]).toEqual(['您好，', '这位难缠'])
})

test('a draft lies on the device until it is emptied', () => {
  setNote(6, '等他回电')
  expect([...stored.values()]).toContain('等他回电')
  setNote(6, '')
  expect([...stored.values()]).not.toContain('等他回电')
  setDraft(6, '/fap')
  expect(draftOf(6)).toBe('')
})

test('the same note has the same key until the answer came', () => {
  let n = 0
  const draw = () => `key-${++n}`
  const said = { text: '等他回电', mentions: [2] }
  expect([noteKey(7, said, draw), noteKey(7, { ...said }, draw)]).toEqual(['key-1', 'key-1'])
  expect(noteKey(7, { text: '等她回电', mentions: [2] }, draw)).toBe('key-2')
  expect(noteKey(8, said, draw)).toBe('key-3')
  noteAnswered(7)
  expect(noteKey(7, { text: '等她回电', mentions: [2] }, draw)).toBe('key-4')
})
