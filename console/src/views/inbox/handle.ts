import type { Conversation } from '@/api/types'

/** Whether somebody may hand on or end a conversation: theirs, one that nobody has yet, and admins any that goes on. */
export function mayHandle({ status, agent }: Conversation, me: number, isAdmin: boolean): boolean {
  return status === 'waiting' || (status === 'open' && agent?.id === me) || (isAdmin && status !== 'closed')
}
