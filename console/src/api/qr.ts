import { useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, base, http } from './client'
import type { Items } from './items'
import { asProblem, problemOf } from './problem'
import type { Poster } from './types'

export type QrFormat = 'png' | 'svg' | 'poster'

/** How a code is drawn. Left out: as the server does it by itself. */
export interface QrLook {
  format: QrFormat
  size: number
  margin: number
  level: '' | 'L' | 'M' | 'Q' | 'H'
  caption: string
  logo: string
  poster: number
}

export function lookURL(id: number, look: QrLook, download = false): string {
  const file = look.format === 'poster' ? 'poster.png' : `qr.${look.format}`
  const query = new URLSearchParams({
    ...(look.format === 'poster' ? { poster: String(look.poster) } : { size: String(look.size) }),
    margin: String(look.margin),
    ...(look.level && { level: look.level }), ...(look.caption.trim() && { caption: look.caption.trim() }), ...(look.logo && { logo: look.logo }), ...(download && { download: 'true' }),
  })
  return `${base}/ways/${id}/${file}?${query}`
}

/** The archive of all codes that a list shows. */
export function zipURL(filter: object, look: { format: QrFormat; poster: number; size: number; caption: string; name: string }): string {
  const drawn = look.format === 'poster' ? { poster: String(look.poster) } : { format: look.format, size: String(look.size), ...(look.caption.trim() && { caption: look.caption.trim() }) }
  const filters = Object.entries(filter).map(([name, value]) => [name, String(value)] as [string, string])
  return `${base}/ways/qr.zip?${new URLSearchParams([...filters, ...Object.entries({ ...drawn, ...(look.name.trim() && { name: look.name.trim() }) })])}`
}

/** A picture of the server as an address of this page, or the reason why it cannot be drawn. */
export function useDrawn(url: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => ['drawn', toValue(url)] as const),
    queryFn: async ({ signal }) => {
      const response = await fetch(toValue(url), { signal }).catch((error: unknown) => {
        throw asProblem(error)
      })
      if (!response.ok) throw problemOf(await response.json().catch(() => null), response.status)
      return URL.createObjectURL(await response.blob())
    },
    enabled: computed(() => toValue(url) !== ''),
    placeholderData: (old) => old,
    retry: false,
    gcTime: 60_000,
  })
}

export function usePosters() {
  return useQuery({ queryKey: ['posters'], queryFn: () => answer<Items<Poster>>(http.GET('/posters')), select: (data) => data.items })
}
