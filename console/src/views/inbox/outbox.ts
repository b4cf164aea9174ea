import type { QueryClient } from '@tanstack/vue-query'
import { reactive } from 'vue'
import { clientKey } from '@/api/client'
import { conversationKey, messagesKey, sendMessage } from '@/api/conversations'
import { uploadMedia } from '@/api/media'
import { asProblem } from '@/api/problem'
import { flatten, placeMessage, type Pending, type ThreadPages } from '@/api/thread'
import type { Conversation, Message, ReplyWindow } from '@/api/types'
import { serverNow } from '@/app/clock'
import { locale } from '@/app/i18n'
import { refund, spend } from '@/parts/window'

/** What was sent from here and is not confirmed yet, in the order it was written. */
export const outbox = reactive<Pending[]>([])

/** One request at a time in each conversation, so that messages arrive in the order they were written. */
const lanes = new Map<number, Promise<void>>()
const uploaded = new Map<string, string>()

export type Draft = { kind: 'text'; text: string } | { kind: 'image'; file: Blob; picture: string }

/** Shows a message at once and sends it when those before it are through. */
export function post(client: QueryClient, conversation: number, draft: Draft) {
  const key = clientKey()
  const thread = flatten(client.getQueryData<ThreadPages>(messagesKey(conversation)))
  const after = thread.reduce((max, message) => Math.max(max, message.id), 0)
  outbox.push({ text: '', ...draft, key, conversation, at: serverNow(), after, state: 'sending' })
  change(client, conversation, spend)
  enqueue(client, key, conversation)
}

/** Sends a failed one again under the same key: when the first try did arrive, it stays one message. */
export function postAgain(client: QueryClient, pending: Pending) {
  pending.state = 'sending'
  pending.problem = undefined
  change(client, pending.conversation, spend)
  enqueue(client, pending.key, pending.conversation)
}

/** Takes a failed one away. */
export function discard(key: string) {
  const at = outbox.findIndex((pending) => pending.key === key)
  if (at < 0) return
  const picture = outbox[at]?.picture
  if (picture) URL.revokeObjectURL(picture)
  outbox.splice(at, 1)
  uploaded.delete(key)
}

function change(client: QueryClient, conversation: number, to: (window: ReplyWindow) => ReplyWindow) {
  client.setQueryData<Conversation>(conversationKey(conversation), (row) => row && { ...row, window: to(row.window) })
}

function enqueue(client: QueryClient, key: string, conversation: number) {
  const before = lanes.get(conversation) ?? Promise.resolve()
  lanes.set(conversation, before.then(() => deliver(client, key)))
}

async function deliver(client: QueryClient, key: string) {
  const pending = outbox.find((p) => p.key === key)
  if (!pending) return
  try {
    arrived(client, await request(pending))
    discard(key)
  } catch (error) {
    const problem = asProblem(error)
    pending.state = 'failed'
    pending.problem = { code: problem.refusal ? '' : problem.code, words: problem.words(locale()) }
    // Nothing reached the server: its place in the window is free again. Else the server knows better than we.
    if (problem.status === 0) change(client, pending.conversation, refund)
    else void client.invalidateQueries({ queryKey: conversationKey(pending.conversation) })
  }
}

async function request(pending: Pending): Promise<Message> {
  if (pending.kind === 'text') return sendMessage(pending.conversation, { kind: 'text', text: pending.text }, pending.key)
  const media = uploaded.get(pending.key) ?? (await uploadMedia(pending.file!)).id
  uploaded.set(pending.key, media)
  return sendMessage(pending.conversation, { kind: 'image', media_id: media }, pending.key)
}

/** The stream may have brought the message already, and in a later state than the answer. */
function arrived(client: QueryClient, message: Message) {
  client.setQueryData<ThreadPages>(messagesKey(message.conversation_id), (data) => {
    const known = flatten(data).some((m) => m.id === message.id)
    return data && !known ? placeMessage(data, message.id, message) : data
  })
}
