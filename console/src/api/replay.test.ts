import { QueryClient } from '@tanstack/vue-query'
import { expect, test } from 'vitest'
import type { Change } from './events'
import { replaying } from './replay'

const key = ['messages', 5]
const said = (state: string) => ({ kind: 'message', id: 1, row: { conversation_id: 5, state } }) as unknown as Change

function desk() {
  const client = new QueryClient()
  const apply = (change: Change) => client.setQueryData(key, (data) => data && change.row)
  const { note, stop } = replaying(client, apply)
  const change = (state: string) => [said(state)].forEach((one) => (apply(one), note(one)))
  const state = () => client.getQueryData<{ state: string }>(key)?.state
  return { client, change, state, stop }
}

/** Asks for the thread; what is returned lets the answer come. */
function asks(client: QueryClient, state: string) {
  let come = () => {}
  const coming = new Promise<void>((resolve) => (come = resolve))
  const answer = client.fetchQuery({ queryKey: key, queryFn: () => coming.then(() => ({ state })), staleTime: 0 })
  return async () => {
    come()
    await answer
    await new Promise((resolve) => setTimeout(resolve))
  }
}

test('a change that comes before its older answer is not lost, at the first asking and later', async () => {
  const { client, change, state } = desk()
  for (const _ of ['first', 'again']) {
    const answer = asks(client, 'fetching')
    change('ready')
    await answer()
    expect(state()).toBe('ready')
  }
})

test('of several the newest has the last word, and what came before the question is not applied again', async () => {
  const { client, change, state } = desk()
  const other = client.fetchQuery({ queryKey: ['messages', 6], queryFn: () => new Promise(() => {}) })
  void other
  change('old')
  const answer = asks(client, 'newer')
  await answer()
  expect(state()).toBe('newer')
  const again = asks(client, 'fetching')
  change('ready')
  change('failed')
  await again()
  expect(state()).toBe('failed')
})
