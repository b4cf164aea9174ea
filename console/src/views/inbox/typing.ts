import { onBeforeUnmount } from 'vue'
import { showTyping } from '@/api/conversations'
import { serverNow } from '@/app/clock'
import { signedIn } from '@/app/query'

/** Before what the customer sees goes by itself it is told again. */
const ahead = 3_000
const pause = 6_000

/** Shows the customer that somebody types, and that they stopped. The server knows the platform's rules. */
export function useTyping(id: () => number) {
  let until = 0
  let asking = false
  let stop = 0

  async function typed() {
    window.clearTimeout(stop)
    stop = window.setTimeout(over, pause)
    if (asking || serverNow() < until - ahead) return
    asking = true
    const shown = await showTyping(id(), true).catch(() => null)
    // Nothing to show it to, or not now: no need to ask at every key.
    until = shown?.shown ? shown.ends_at : serverNow() + ahead + pause
    asking = false
  }

  function over() {
    window.clearTimeout(stop)
    if (until > serverNow() && signedIn()) void showTyping(id(), false).catch(() => {})
    until = 0
  }

  /** A message ends it by itself. */
  function sent() {
    window.clearTimeout(stop)
    until = 0
  }

  onBeforeUnmount(over)
  return { typed, sent }
}
