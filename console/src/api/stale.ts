import type { QueryClient } from '@tanstack/vue-query'

const waiting = new Set<string>()

/** Has everything under a key fetched again, at most twice a second: changes of many rows come in bursts. */
export function staleSoon(client: QueryClient, key: string) {
  if (waiting.has(key)) return
  waiting.add(key)
  window.setTimeout(() => {
    waiting.delete(key)
    void client.invalidateQueries({ queryKey: [key] })
  }, 500)
}
