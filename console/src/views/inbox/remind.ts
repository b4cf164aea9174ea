import type { QueryClient } from '@tanstack/vue-query'
import type { Change } from '@/api/events'
import { sessionKey } from '@/api/session'
import { viewerOf } from '@/api/teams'
import type { Session } from '@/api/types'
import { call } from '@/app/alerts'
import { tr } from '@/app/i18n'
import { remark } from '@/app/notices'
import { isFor } from './reminded'

/** Tells this agent that a customer has waited too long. */
export function remindOf(client: QueryClient, change: Change, me: number) {
  if (change.kind !== 'reminder' || !change.row) return
  const reminder = change.row
  if (location.pathname === `/inbox/${reminder.conversation_id}` && document.hasFocus()) return
  const role = client.getQueryData<Session>(sessionKey)?.agent.role
  const whose = isFor(reminder, viewerOf(client, me), role === 'admin')
  if (!whose) return
  const named = { name: reminder.customer.name || tr('panel.unknown'), n: reminder.minutes }
  const words = tr(whose === 'turn' ? 'remind.turn' : 'remind.lead', named)
  call({ title: words, text: tr('remind.open'), conversation: reminder.conversation_id })
  remark(words, `/inbox/${reminder.conversation_id}`)
}
