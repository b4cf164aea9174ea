import type { QueryClient } from '@tanstack/vue-query'
import { conversationKey, messagesKey, sendMessage } from '@/api/conversations'
import { uploadMedia } from '@/api/media'
import { asProblem } from '@/api/problem'
import { flatten, placeMessage, type Pending, type ThreadPages } from '@/api/thread'
import type { Message } from '@/api/types'
import { locale } from '@/app/i18n'

/** Pictures that are at the server already, by the key of their message. */
const uploaded = new Map<string, string>()

export const letGo = (key: string) => uploaded.delete(key)

/** Sends one message. The same key makes it the same message, however often it is asked for. */
export async function deliver(client: QueryClient, pending: Pending): Promise<'sent' | 'failed' | 'unreachable'> {
  try {
    arrived(client, await request(pending))
    return 'sent'
  } catch (error) {
    const problem = asProblem(error)
    if (problem.unreachable || problem.code === 'not_signed_in') return 'unreachable'
    pending.state = 'failed'
    pending.problem = { code: problem.refusal ? '' : problem.code, words: problem.words(locale()) }
    void client.invalidateQueries({ queryKey: conversationKey(pending.conversation) })
    return 'failed'
  }
}

async function request(pending: Pending): Promise<Message> {
  const { conversation, kind, text, card, key } = pending
  if (kind === 'text') return sendMessage(conversation, { kind, text }, key)
  const media_id = await mediaOf(pending)
  const from = pending.material ? { material_id: pending.material } : {}
  if (kind === 'image') return sendMessage(conversation, { kind, media_id: media_id!, ...from }, key)
  return sendMessage(conversation, { kind, card: card!, ...(media_id && { media_id }), ...from }, key)
}

async function mediaOf({ key, file, media }: Pending): Promise<string | undefined> {
  if (media || !file) return media?.id
  const id = uploaded.get(key) ?? (await uploadMedia(file)).id
  uploaded.set(key, id)
  return id
}

/** The stream may have brought the message already, and in a later state than the answer. */
function arrived(client: QueryClient, message: Message) {
  client.setQueriesData<ThreadPages>({ queryKey: messagesKey(message.conversation_id) }, (data) => {
    const known = flatten(data).some((m) => m.id === message.id)
    return data && !known ? placeMessage(data, message.id, message) : data
  })
}
