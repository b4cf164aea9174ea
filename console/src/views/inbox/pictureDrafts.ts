import { ofOwner } from './drafts'
import { draftBox } from './outboxStore'
import type { Attachment } from './pictures'

type Kept = Omit<Attachment, 'picture'>

/** What was attached while the page is open, for browsers that keep nothing. */
const known = new Map<string, Kept[]>()

/** The pictures that are attached and not sent, as they lie on this device. */
export async function picturesOf(conversation: number): Promise<Attachment[]> {
  const key = ofOwner('pictures', conversation)
  const kept = known.get(key) ?? (await draftBox.get(key))?.pictures ?? []
  return kept.map(({ file, shrunk }) => ({ file, shrunk, picture: URL.createObjectURL(file) }))
}

export function setPictures(conversation: number, pictures: Attachment[]) {
  const key = ofOwner('pictures', conversation)
  const kept = pictures.map(({ file, shrunk }) => ({ file, shrunk }))
  known.set(key, kept)
  void (kept.length ? draftBox.put({ key, pictures: kept }) : draftBox.forget(key))
}
