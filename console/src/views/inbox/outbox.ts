import type { QueryClient } from '@tanstack/vue-query'
import { reactive } from 'vue'
import { clientKey } from '@/api/client'
import { conversationKey, messagesKey } from '@/api/conversations'
import { flatten, type Pending, type ThreadPages } from '@/api/thread'
import type { Card, Conversation, Media, ReplyWindow } from '@/api/types'
import { serverNow } from '@/app/clock'
import { tr } from '@/app/i18n'
import { bytes } from '@/parts/length'
import { refund, spend } from '@/parts/window'
import { deliver, letGo } from './deliver'
import { forget, keep, kept } from './outboxStore'
import { joined, textLimit } from './refusal'

/** What was sent from here and is not confirmed yet, in the order it was written. */
export const outbox = reactive<Pending[]>([])

/** Of whom the messages are: another person at this device does not send them. */
let agent = 0

export type Draft =
  | { kind: 'text'; text: string }
  | { kind: 'image'; file: Blob; picture: string }
  | { kind: 'image'; media: Media; material?: number }
  | { kind: 'link' | 'miniprogrampage'; card: Card; file?: Blob; picture?: string; media?: Media; material?: number }

/** Milliseconds that a short message waits for the next words, when few messages are left. */
export const holdFor = 5_000

/** After this long nobody expects a message to leave by itself any more. */
const stale = 30 * 60_000

/** Shows a message at once and sends it when those before it are through. A held one waits for more words first. */
export function post(client: QueryClient, conversation: number, draft: Draft, hold = false) {
  if (hold && draft.kind === 'text' && join(client, conversation, draft.text)) return
  release(client, conversation, !hold)
  const thread = flatten(client.getQueryData<ThreadPages>(messagesKey(conversation)))
  const after = thread.reduce((max, message) => Math.max(max, message.id), 0)
  add({ text: '', ...draft, key: clientKey(), conversation, at: serverNow(), after, state: hold ? 'held' : 'sending' })
  change(client, conversation, spend)
  if (hold) wait(client, conversation)
  else void run(client, conversation)
}

function add(pending: Pending) {
  outbox.push(pending)
  save(pending)
}

function save({ picture: _dies, ...item }: Pending) {
  // Plain data: a reactive object cannot be kept.
  const { problem, card, media } = item
  void keep({ ...item, problem: problem && { ...problem }, card: card && { ...card }, media: media && { ...media }, agent })
}

const held = (conversation: number) => outbox.find((p) => p.conversation === conversation && p.state === 'held')

/** The words that wait for more; null when none do. */
export const heldText = (conversation: number) => held(conversation)?.text ?? null

/** Puts words to a message that is still held; false when there is none, or no room in it. */
function join(client: QueryClient, conversation: number, text: string): boolean {
  const waiting = held(conversation)
  if (!waiting || bytes(joined(waiting.text, text)) > textLimit) return false
  waiting.text = joined(waiting.text, text)
  save(waiting)
  wait(client, conversation)
  return true
}

const timers = new Map<number, number>()

/** Sends a held message after a while. Called again, as while one writes on, it waits anew. */
export function wait(client: QueryClient, conversation: number) {
  if (!held(conversation)) return
  window.clearTimeout(timers.get(conversation))
  timers.set(conversation, window.setTimeout(() => release(client, conversation), holdFor))
}

/** Sends a held message now. */
export function release(client: QueryClient, conversation: number, now = true) {
  window.clearTimeout(timers.get(conversation))
  const waiting = held(conversation)
  if (!waiting) return
  waiting.state = 'sending'
  if (now) void run(client, conversation)
}

/** Takes a held message back, to be written on; gives its words. */
export function takeBack(client: QueryClient, key: string): string {
  const waiting = outbox.find((p) => p.key === key && p.state === 'held')
  if (!waiting) return ''
  change(client, waiting.conversation, refund)
  discard(key)
  return waiting.text
}

/** Sends a failed one again under the same key: when the first try did arrive, it stays one message. */
export function postAgain(client: QueryClient, pending: Pending) {
  pending.state = 'sending'
  pending.problem = undefined
  change(client, pending.conversation, spend)
  void run(client, pending.conversation)
}

/** Takes one away for good. */
export function discard(key: string) {
  const at = outbox.findIndex((pending) => pending.key === key)
  if (at < 0) return
  const picture = outbox[at]?.picture
  if (picture) URL.revokeObjectURL(picture)
  outbox.splice(at, 1)
  letGo(key)
  void forget(key)
}

/** Brings back what this device has not sent before the page was left. */
export async function restore(client: QueryClient, me: number) {
  if (agent === me) return
  agent = me
  outbox.splice(0)
  for (const { agent: _me, ...item } of await kept(me)) {
    const late = serverNow() - item.at > stale
    const problem = late ? { code: '', words: tr('desk.keptLong') } : item.problem
    const state = late || item.state === 'failed' ? 'failed' : 'sending'
    outbox.push({ ...item, state, problem, picture: item.file && URL.createObjectURL(item.file) })
  }
  resume(client)
}

/** Goes on with everything that waits for the network. */
export function resume(client: QueryClient) {
  for (const conversation of new Set(outbox.map((p) => p.conversation))) void run(client, conversation)
}

function change(client: QueryClient, conversation: number, to: (window: ReplyWindow) => ReplyWindow) {
  client.setQueryData<Conversation>(conversationKey(conversation), (row) => row && { ...row, window: to(row.window) })
}

const running = new Set<number>()

/** One request at a time in each conversation, so that messages arrive in the order they were written. */
async function run(client: QueryClient, conversation: number) {
  if (running.has(conversation)) return
  running.add(conversation)
  try {
    for (let next = first(conversation); next; next = first(conversation)) {
      next.state = 'sending'
      const done = await deliver(client, next)
      if (done === 'unreachable') return later(client, next)
      if (done === 'sent') discard(next.key)
      else save(next)
    }
  } finally {
    running.delete(conversation)
  }
}

const first = (conversation: number) => outbox.find((p) => p.conversation === conversation && (p.state === 'sending' || p.state === 'waiting'))

let retry = 0
let failures = 0

/** Tries again after a while, and at once when the network is back. */
function later(client: QueryClient, pending: Pending) {
  for (const p of outbox) if (p.conversation === pending.conversation && p.state === 'sending') p.state = 'waiting'
  window.clearTimeout(retry)
  const pause = Math.min(15_000, 1_000 * 2 ** failures++)
  retry = window.setTimeout(() => resume(client), pause)
}

/** The network is there again. */
export function reachable(client: QueryClient) {
  failures = 0
  resume(client)
}
