import { mediaLimit, mediaTypes } from '@/api/media'

export interface Attachment {
  file: Blob
  /** Object URL for the preview. */
  picture: string
  shrunk: boolean
}

/** Makes a chosen file ready to send; a too large photo is scaled down. Throws the i18n key of the reason. */
export async function attach(file: File): Promise<Attachment> {
  if (!mediaTypes.includes(file.type)) throw 'composer.notPicture'
  if (file.size <= mediaLimit) return { file, picture: URL.createObjectURL(file), shrunk: false }
  if (file.type === 'image/gif') throw 'composer.tooBig'
  const small = await shrink(file)
  return { file: small, picture: URL.createObjectURL(small), shrunk: true }
}

async function shrink(file: File): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw 'composer.notPicture'
  })
  for (const longest of [2560, 1600, 1080]) {
    const blob = await jpeg(bitmap, longest)
    if (blob && blob.size <= mediaLimit) return blob
  }
  throw 'composer.tooBig'
}

function jpeg(bitmap: ImageBitmap, longest: number): Promise<Blob | null> {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
}

/** The pictures among what was pasted or dropped. */
export function filesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'))
}
