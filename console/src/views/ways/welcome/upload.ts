import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { uploadFor } from '@/api/media'
import type { Attachment } from '@/api/types'
import { limits } from './shape'

export type Stored = 'image' | 'video' | 'file'
export const accepted: Record<Stored, string> = { image: 'image/png,image/jpeg', video: 'video/mp4', file: '' }

const megabyte = 1024 * 1024

/** Which kind a file that was dropped is sent as. */
export function kindOf(file: { type: string }): Stored {
  if (accepted.image.split(',').includes(file.type)) return 'image'
  return file.type === accepted.video ? 'video' : 'file'
}

export type Refusal = { key: 'tooBig' | 'notPicture' | 'notVideo' | 'isEmpty'; name: string; size?: string; n?: number }

/** Why a file cannot be sent as a kind, before it is uploaded. */
export function refusalOf(file: { name: string; type: string; size: number }, kind: Stored): Refusal | undefined {
  const { name, size } = file
  if (size === 0) return { key: 'isEmpty', name }
  if (kind === 'image' && kindOf(file) !== 'image') return { key: 'notPicture', name }
  if (kind === 'video' && kindOf(file) !== 'video') return { key: 'notVideo', name }
  return size > limits[kind] * megabyte ? { key: 'tooBig', name, size: (size / megabyte).toFixed(1), n: limits[kind] } : undefined
}

/** A file's name as the platform takes it. */
export const safeName = (name: string) => [...name.replace(/[/\\\n\r"]/g, '_')].slice(0, limits.name).join('') || 'file'

/** Uploads files one after the other, and keeps what could not be taken. */
export function useUploads(add: (a: Attachment) => void) {
  const { t } = useI18n()
  const waiting = ref<string[]>([])
  const refused = ref<string[]>([])
  const error = ref<unknown>(null)

  async function take(files: readonly File[], kind?: Stored) {
    refused.value = []
    error.value = null
    for (const file of files) {
      const as = kind ?? kindOf(file)
      const no = refusalOf(file, as)
      if (no) refused.value.push(t(`welcome.${no.key}`, { ...no, kind: t(`welcome.kinds.${as}`) }))
      else await upload(file, as)
    }
  }

  async function upload(file: File, as: Stored) {
    waiting.value.push(file.name)
    await uploadFor(as, file).then((media) => add({ kind: as, media: media.id, ...(as === 'file' && { name: safeName(file.name) }) }), (e: unknown) => (error.value = e))
    waiting.value.splice(waiting.value.indexOf(file.name), 1)
  }
  return { waiting, refused, error, take }
}
