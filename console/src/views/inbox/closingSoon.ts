import { useQueryClient } from '@tanstack/vue-query'
import { watch } from 'vue'
import { useConversations } from '@/api/conversations'
import { useSession } from '@/api/session'
import { useTeams, viewerOf } from '@/api/teams'
import { call } from '@/app/alerts'
import { now } from '@/app/clock'
import { tr } from '@/app/i18n'
import { clock } from '@/parts/window'
import { closesSoon } from './closes'

/** Rings once when the window of a customer of mine, or of one I may accept, is about to close on an unanswered question. */
export function useClosingSoon() {
  const client = useQueryClient()
  const { me } = useSession()
  const { rows: mine } = useConversations({ list: 'mine', order: 'closing', awaiting: true })
  const { rows: waiting } = useConversations({ list: 'waiting', order: 'closing', awaiting: true })
  const { data: teams } = useTeams()
  const rung = new Set<string>()

  function look() {
    // Before it is known whose team they wait for, nobody is called.
    if (!me.value || !teams.value) return
    const rows = [...mine.value.slice(0, 50), ...waiting.value.slice(0, 50)]
    for (const { id, status, customer, window } of closesSoon(rows, now.value, viewerOf(client, me.value.id))) {
      const key = `${id}.${window.ends_at}`
      if (rung.has(key)) continue
      rung.add(key)
      const words = status === 'waiting' ? 'desk.closingWaiting' : 'desk.closingSoon'
      call({ title: tr(words, { name: customer.name || tr('panel.unknown') }), text: tr('window.ends', { clock: clock(window.ends_at - now.value) }), conversation: id })
    }
  }
  // Every half minute of the server's clock is often enough.
  watch([() => Math.floor(now.value / 30_000), mine, waiting, teams], look)
}
