import { beforeEach, expect, test, vi } from 'vitest'

const strokes: number[] = []
const shown: { title: string; body: string; tag: string }[] = []
let focused = false

class Audio {
  currentTime = 0
  state = 'running'
  destination = {}
  createOscillator = () => ({ frequency: { set value(pitch: number) { strokes.push(pitch) } }, connect: (to: unknown) => to, start() {}, stop() {} })
  createGain = () => ({ gain: { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect() {} })
}
class Popup {
  static permission = 'granted'
  static requestPermission = async () => Popup.permission
  constructor(title: string, { body, tag }: { body: string; tag: string }) {
    shown.push({ title, body, tag })
  }
}
vi.mock('./router', () => ({ router: { push: () => {} } }))
vi.stubGlobal('window', Object.assign(globalThis, { addEventListener: () => {}, isSecureContext: true, Notification: Popup }))
vi.stubGlobal('AudioContext', Audio)
vi.stubGlobal('navigator', {})
vi.stubGlobal('document', { hasFocus: () => focused, querySelector: () => null, createElement: () => ({}) })
const { call, flashing, setPopups, setSound } = await import('./alerts')

const ring = async (name = '陈晨') => {
  call({ title: `${name} 发来消息`, text: '在吗', conversation: 5 })
  await vi.advanceTimersByTimeAsync(1)
}

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.now() + 60_000 })
  focused = false
  Popup.permission = 'granted'
  setSound(false)
  await setPopups(false)
  vi.setSystemTime(Date.now() + 60_000)
  strokes.splice(0)
  shown.splice(0)
})

test('a call sounds twice, at most once in two seconds, and only where it may', async () => {
  await ring()
  expect(strokes).toEqual([])
  setSound(true)
  await ring()
  expect(strokes).toEqual([880, 1174.7])
  vi.setSystemTime(Date.now() + 2_001)
  await ring()
  expect(strokes).toHaveLength(4)
})

test('who looks elsewhere is shown a notification where they allowed it, and the title says it', async () => {
  await ring()
  expect(shown).toEqual([])
  expect(flashing.value).toBe('陈晨 发来消息')
  await setPopups(true)
  await ring()
  expect(shown).toEqual([{ title: '陈晨 发来消息', body: '在吗', tag: 'conversation-5' }])
  focused = true
  await ring()
  expect(shown).toHaveLength(1)
})

test('a browser that says no leaves notifications off', async () => {
  Popup.permission = 'denied'
  await setPopups(true)
  await ring()
  expect(shown).toEqual([])
})
