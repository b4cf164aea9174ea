import type { QueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { sessionKey } from '@/api/session'
import type { Session } from '@/api/types'

/** Server clock minus this machine's clock, ms. In the demo the server's clock can jump. */
export const clockOffset = ref(0)

const tick = ref(Date.now())
setInterval(() => (tick.value = Date.now()), 1000)

/** The server's time in ms, moving once a second; countdowns and ages are drawn from it. */
export const now = computed(() => tick.value + clockOffset.value)

/** The server's time right now. */
export function serverNow(): number {
  return Date.now() + clockOffset.value
}

/** Takes over the server's clock; small wavering of the network is left alone. */
export function setOffset(offset: number) {
  if (Math.abs(offset - clockOffset.value) > 500) clockOffset.value = offset
}

/** Takes the clock from every answer about the session: the stream of changes may be down from the start. */
export function followSession(client: QueryClient): () => void {
  const take = () => {
    const state = client.getQueryState<Session>(sessionKey)
    if (state?.data) setOffset(state.data.now - state.dataUpdatedAt)
  }
  take()
  return client.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'updated' && query.queryKey[0] === sessionKey[0] && query.state.status === 'success') take()
  })
}
