import { answer, base } from './client'
import type { Media } from './types'

export const mediaLimit = 2 * 1024 * 1024
export const mediaTypes = ['image/png', 'image/jpeg', 'image/gif']

/** Where the bytes of a stored picture are; they never change under one id. */
export function mediaURL(id: string): string {
  return `${base}/media/${id}`
}

/** Uploads a picture of at most 2 MiB. */
export async function uploadMedia(file: Blob): Promise<Media> {
  const send = async () => {
    const response = await fetch(`${base}/media`, {
      method: 'POST',
      headers: { 'Content-Type': file.type },
      body: file,
    })
    const body: unknown = await response.json().catch(() => null)
    return response.ok ? { data: body as Media, response } : { error: body, response }
  }
  return answer(send())
}
