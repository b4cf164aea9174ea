import { answer, base } from './client'
import type { Media } from './types'

export const mediaLimit = 2 * 1024 * 1024
export const mediaTypes = ['image/png', 'image/jpeg', 'image/gif']

/** Where the bytes of a stored picture are; they never change under one id. */
export function mediaURL(id: string): string {
  return `${base}/media/${id}`
}

/** A copy of at most 480 pixels, where the server has one of use. */
export const smallURL = (id: string) => `${mediaURL(id)}?size=small`

/** Uploads a picture of at most 2 MiB. */
export const uploadMedia = (file: Blob) => send('/media', file)

/** Uploads what a welcome is to carry. */
export const uploadFor = (as: 'image' | 'video' | 'file', file: Blob) => send(`/media?as=${as}`, file)

/** Uploads the picture of a poster, PNG or JPEG of at most 10 MiB. */
export const uploadBackground = (file: Blob) => send('/posters/background', file)

async function send(path: string, file: Blob): Promise<Media> {
  const call = async () => {
    const response = await fetch(base + path, {
      method: 'POST',
      headers: { 'Content-Type': file.type || 'application/octet-stream' },
      body: file,
      signal: AbortSignal.timeout(90_000),
    })
    const body: unknown = await response.json().catch(() => null)
    return response.ok ? { data: body as Media, response } : { error: body, response }
  }
  return answer(call())
}
