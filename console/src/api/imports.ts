import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, base, clientKey, http } from './client'
import type { Import, ImportLines } from './types'

const importsKey = ['import'] as const
const moving = (row: Import) => row.state === 'checking' || row.state === 'running'

export function useImports() {
  const query = useInfiniteQuery({
    queryKey: [...importsKey, 'list'],
    queryFn: ({ pageParam }) => answer<{ items: Import[]; next: string }>(http.GET('/imports', { params: { query: { limit: 50, ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

/** One import; while it moves it is asked for again each second, since its numbers change faster than its row is announced. */
export function useImport(id: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => [...importsKey, 'one', toValue(id)] as const),
    queryFn: () => answer<Import>(http.GET('/imports/{id}', { params: { path: { id: toValue(id) } } })),
    enabled: computed(() => toValue(id) > 0),
    refetchInterval: (query) => (query.state.data && moving(query.state.data) ? 1_000 : false),
  })
}

export type LineChoice = 'all' | 'errors' | 'failed' | 'unknown'

export function useImportLines(id: MaybeRefOrGetter<number>, only: MaybeRefOrGetter<LineChoice>, stamp: MaybeRefOrGetter<string>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => [...importsKey, 'lines', toValue(id), toValue(only), toValue(stamp)] as const),
    queryFn: ({ pageParam }) =>
      answer<ImportLines>(http.GET('/imports/{id}/rows', { params: { path: { id: toValue(id) }, query: { only: toValue(only), limit: 100, ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: (old) => old,
  })
  return { ...query, lines: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

/** Uploads a file of ways; the same key gives the same import. */
export function useUpload() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ file, account, createChannels, key }: { file: File; account: number; createChannels: boolean; key: string }) => {
      const query = new URLSearchParams({ account: String(account), file: file.name, client_key: key, create_channels: String(createChannels) })
      const send = async () => {
        const response = await fetch(`${base}/imports?${query}`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: file })
        const body: unknown = await response.json().catch(() => null)
        return response.ok ? { data: body as Import, response } : { error: body, response }
      }
      return answer(send())
    },
    onSuccess: () => client.invalidateQueries({ queryKey: importsKey }),
    meta: { quiet: true },
  })
}

export type ImportStep = 'start' | 'pause' | 'resume' | 'cancel' | 'retry' | 'check'

export function useImportStep() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, step, skipWrong }: { id: number; step: ImportStep; skipWrong?: boolean }) => {
      const params = { params: { path: { id } } }
      switch (step) {
        case 'start':
          return answer<Import>(http.POST('/imports/{id}/start', { ...params, body: { skip_wrong: skipWrong ?? false } }))
        case 'check':
          return answer<Import>(http.POST('/imports/{id}/check', { ...params, body: {} }))
        case 'pause':
          return answer<Import>(http.POST('/imports/{id}/pause', params))
        case 'resume':
          return answer<Import>(http.POST('/imports/{id}/resume', params))
        case 'retry':
          return answer<Import>(http.POST('/imports/{id}/retry', params))
        case 'cancel':
          return answer<Import>(http.POST('/imports/{id}/cancel', params))
      }
    },
    onSuccess: () => client.invalidateQueries({ queryKey: importsKey }),
  })
}

export const importFile = (path: string) => `${base}/imports/${path}`
export const newImportKey = clientKey
