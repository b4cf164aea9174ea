import type { Conclusions } from '@/api/types'

export const carried = ['none', 'image', 'link', 'miniprogram'] as const

/** The last word as it is written: what was typed for one kind stays while another is looked at. */
export interface ConclusionsDraft {
  text: string
  kind: (typeof carried)[number]
  image: string
  link: { title: string; url: string; desc: string; pic: string }
  card: { title: string; appid: string; page: string; media: string }
}

export const blankConclusions = (): ConclusionsDraft => ({
  text: '', kind: 'none', image: '', link: { title: '', url: '', desc: '', pic: '' }, card: { title: '', appid: '', page: '', media: '' },
})

/** What is sent of it: the text, and what it carries. */
export function conclusionsOf(draft: ConclusionsDraft): Conclusions {
  const text = draft.text.trim()
  return {
    ...(text && { text }),
    ...(draft.kind === 'image' && draft.image && { image: draft.image }),
    ...(draft.kind === 'link' && { link: { kind: 'link' as const, ...trimmed(draft.link) } }),
    ...(draft.kind === 'miniprogram' && { miniprogram: { kind: 'miniprogram' as const, ...trimmed(draft.card) } }),
  }
}

function trimmed<T extends Record<string, string>>(of: T): T {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, value.trim()])) as T
}

/** The draft of what was sent before. */
export function draftOf(sent: Conclusions | null | undefined): ConclusionsDraft {
  const draft = blankConclusions()
  if (!sent) return draft
  draft.text = sent.text ?? ''
  if (sent.image) Object.assign(draft, { kind: 'image', image: sent.image })
  else if (sent.link) draft.kind = 'link'
  else if (sent.miniprogram) draft.kind = 'miniprogram'
  const { title = '', url = '', desc = '', pic = '' } = sent.link ?? {}
  const card = sent.miniprogram
  draft.link = { title, url, desc, pic }
  draft.card = { title: card?.title ?? '', appid: card?.appid ?? '', page: card?.page ?? '', media: card?.media ?? '' }
  return draft
}
