import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { afterEach, expect, test, vi } from 'vitest'
import { createApp, effectScope } from 'vue'
import { type Rule, rulesKey, type RuleTrial, useOrderRules, useRules, useTryRules } from './rules'

interface Call {
  body: unknown
  signal: AbortSignal
  answer: (data: unknown) => void
}

/** The network: what was asked, each answered when the test says so. The client takes hold of it when it is loaded. */
const calls = vi.hoisted(() => {
  const calls: Call[] = []
  globalThis.Request = class extends Request {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(new URL(String(input), 'http://localhost'), init)
    }
  }
  globalThis.fetch = async (request) => {
    const { signal } = request as Request
    const body: unknown = await (request as Request).json()
    return new Promise((resolve, reject) => {
      calls.push({ body, signal, answer: (data) => resolve(Response.json(data)) })
      signal.addEventListener('abort', () => reject(signal.reason as Error))
    })
  }
  return calls
})
afterEach(() => void calls.splice(0))

function inApp<T>(client: QueryClient, run: () => T): T {
  const app = createApp({})
  app.use(VueQueryPlugin, { queryClient: client })
  return app.runWithContext(() => effectScope().run(run)!)
}
const inOrder = (...ids: number[]) => ({ items: ids.map((id) => ({ id }) as Rule) })

test('a rule that is moved twice at once ends where the second move put it', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  client.setQueryData(rulesKey, inOrder(1, 2, 3))
  const { ordered, order } = inApp(client, () => useOrderRules(useRules().data))
  const shown = () => ordered.value?.map(({ id }) => id)
  order([1, 3, 2])
  expect(shown()).toEqual([1, 3, 2])
  client.setQueryData(rulesKey, inOrder(1, 2, 3)) // a list of before, on its way since then
  expect(shown()).toEqual([1, 3, 2])
  order([3, 1, 2])
  await vi.waitFor(() => expect(calls).toHaveLength(1))
  calls[0]!.answer(inOrder(1, 3, 2))
  await vi.waitFor(() => expect(calls).toHaveLength(2))
  expect(shown()).toEqual([3, 1, 2])
  expect(calls.map(({ body }) => body)).toEqual([{ ids: [1, 3, 2] }, { ids: [3, 1, 2] }])
  calls[1]!.answer(inOrder(3, 1, 2))
  await vi.waitFor(() => expect(client.getQueryData(rulesKey)).toEqual(inOrder(3, 1, 2)))
  client.setQueryData(rulesKey, inOrder(2, 3, 1)) // a colleague's order, later
  expect(shown()).toEqual([2, 3, 1])
})

test('another question to the tester takes back the one before, and what was answered stays until then', async () => {
  const { ask, tried } = inApp(new QueryClient(), () => useTryRules())
  const about = (text: string) => ({ account_id: 1, event: 'message', text }) as RuleTrial
  ask(about('洗'))
  await vi.waitFor(() => expect(calls).toHaveLength(1))
  ask(about('洗牙'))
  await vi.waitFor(() => expect(calls).toHaveLength(2))
  expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, false])
  calls[1]!.answer({ rows: [], open: true })
  await vi.waitFor(() => expect(tried.value).toEqual({ rows: [], open: true }))
  ask(about('洗牙多少'))
  await vi.waitFor(() => expect(calls).toHaveLength(3))
  expect(tried.value).toEqual({ rows: [], open: true })
  ask(null)
  await vi.waitFor(() => expect(calls[2]!.signal.aborted).toBe(true))
  expect(tried.value).toBeUndefined()
})
