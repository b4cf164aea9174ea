import type { Chat } from '@/api/types'

/** Groups with one of whose words the search agrees: name, owner or chat_id. */
export function matching(chats: Chat[], text: string): Chat[] {
  const sought = text.trim().toLowerCase()
  if (!sought) return chats
  return chats.filter((c) => [c.name, c.owner, c.owner_name, c.chat_id].some((word) => word.toLowerCase().includes(sought)))
}

/** A chat_id that was pasted instead of a name: the platform's begin with wr. */
export function pasted(text: string): string {
  const id = text.trim()
  return /^wr[\w-]{10,}$/.test(id) ? id : ''
}

/** The choice with an id put at its end, or taken out. */
export function toggled(chosen: string[], id: string): string[] {
  return chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]
}
