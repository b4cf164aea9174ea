import { ref, type Ref, watch } from 'vue'
import { answer, http } from '@/api/client'
import type { Customer, TempBoard, TempChat, Way } from '@/api/types'
import { afterPause } from '@/parts/afterPause'

export interface Found {
  customers: Customer[]
  ways: Way[]
  visits: TempChat[]
}

const none: Found = { customers: [], ways: [], visits: [] }

/** What the server finds for the words typed, shortly after the last letter. One list that cannot be read leaves the others. */
export function useFound(typed: Ref<string>) {
  const found = ref(none)
  const soon = afterPause(180, () => void look(typed.value.trim()))
  watch(typed, soon)

  async function look(q: string) {
    const query = { q, limit: 5 }
    const here = q === '' ? none : await all(query)
    if (q === typed.value.trim()) found.value = here
  }
  return found
}

async function all(query: { q: string; limit: number }): Promise<Found> {
  const [customers, ways, visits] = await Promise.allSettled([
    answer<{ items: Customer[] }>(http.GET('/customers', { params: { query } })),
    answer<{ items: Way[] }>(http.GET('/ways', { params: { query } })),
    answer<TempBoard>(http.GET('/temp-chats', { params: { query } })),
  ])
  return { customers: items(customers), ways: items(ways), visits: items(visits) }
}

const items = <Row>(settled: PromiseSettledResult<{ items: Row[] }>): Row[] => (settled.status === 'fulfilled' ? settled.value.items : [])
