import { mediaLimit, mediaTypes } from '@/api/media'

export interface Attachment {
  file: Blob
  /** Object URL for the preview. */
  picture: string
  shrunk: boolean
}

/** Makes a chosen file ready to send: a too large photo is scaled down, other kinds of picture become JPEG. Throws the i18n key of the reason. */
export async function attach(file: File): Promise<Attachment> {
  if (!file.type.startsWith('image/') || file.type === 'image/svg+xml') throw 'composer.notPicture'
  const fits = mediaTypes.includes(file.type)
  if (fits && file.size <= mediaLimit) return { file, picture: URL.createObjectURL(file), shrunk: false }
  // Scaled, it would stand still.
  if (file.type === 'image/gif') throw 'composer.tooBig'
  const small = await shrink(file)
  if (!small) throw fits ? 'composer.tooBig' : 'composer.notPicture'
  return { file: small, picture: URL.createObjectURL(small), shrunk: true }
}

/** In a worker, for a photo of a phone takes a while; null when it cannot be done. */
function shrink(file: File): Promise<Blob | null> {
  const worker = new Worker(new URL('./shrink.worker.ts', import.meta.url), { type: 'module' })
  const small = new Promise<Blob | null>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Blob | null>) => resolve(data)
    worker.onerror = () => resolve(null)
    worker.postMessage({ file, limit: mediaLimit })
  })
  return small.finally(() => worker.terminate())
}

/** The pictures among what was pasted or dropped. */
export function filesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'))
}
