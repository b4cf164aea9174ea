import type { Material, MaterialInput } from '@/api/types'

/** A material as a form holds it: the fields of all kinds, so that changing the kind loses nothing. */
export interface Draft {
  kind: Material['kind']
  account: number
  folder: string
  name: string
  text: string
  media: string
  title: string
  description: string
  url: string
  thumb: string
  path: string
}

export function blank(m: Material | null): Draft {
  return {
    kind: m?.kind ?? 'text', account: m?.account_id ?? 0, folder: m?.folder ?? '', name: m?.name ?? '', text: m?.text ?? '', media: m?.media?.id ?? '',
    title: m?.card?.title ?? '', description: m?.card?.description ?? '', url: m?.card?.url ?? '', thumb: m?.card?.thumb_url ?? '', path: m?.card?.path ?? '',
  }
}

const isWeb = (text: string) => /^https?:\/\/[^\s/]+/.test(text.trim())

/** Whether nothing is missing; lengths are for the server to judge. */
export function complete(d: Draft): boolean {
  if (d.name.trim() === '') return false
  switch (d.kind) {
    case 'text':
      return d.text.trim() !== ''
    case 'image':
      return d.media !== ''
    case 'link':
      return d.title.trim() !== '' && isWeb(d.url) && (d.thumb.trim() === '' || isWeb(d.thumb))
    default:
      return d.title.trim() !== '' && d.path.trim() !== '' && d.media !== ''
  }
}

/** What is sent: only what its kind has. */
export function bodyOf(d: Draft): MaterialInput {
  const body = { account_id: d.account, folder: d.folder.trim(), name: d.name.trim(), kind: d.kind }
  switch (d.kind) {
    case 'text':
      return { ...body, text: d.text }
    case 'image':
      return { ...body, media_id: d.media }
    case 'link':
      return { ...body, card: { title: d.title.trim(), description: d.description.trim(), url: d.url.trim(), thumb_url: d.thumb.trim() } }
    default:
      return { ...body, media_id: d.media, card: { title: d.title.trim(), path: d.path.trim() } }
  }
}
