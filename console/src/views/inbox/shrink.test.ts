import { beforeEach, expect, test, vi } from 'vitest'
import { mediaLimit } from '@/api/media'
import { attach } from './pictures'
import { shrinkTo } from './shrink'

/** A canvas whose JPEG has so many bytes for each pixel of its longer side. */
let weight = 1
const drawn: [number, number][] = []

class Canvas {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    drawn.push([width, height])
  }
  getContext = () => ({ fillRect() {}, drawImage() {} })
  convertToBlob = async ({ type }: { type: string }) => new Blob([new Uint8Array(Math.max(this.width, this.height) * weight)], { type })
}

beforeEach(() => {
  drawn.splice(0)
  vi.stubGlobal('OffscreenCanvas', Canvas)
  vi.stubGlobal('createImageBitmap', async () => ({ width: 4000, height: 3000 }))
})

const file = (bytes: number, type: string) => new File([new Uint8Array(bytes)], 'x', { type })

test('a photo is scaled down as little as needed, and keeps its shape', async () => {
  weight = 1000
  const small = await shrinkTo(file(9, 'image/png'), 2_000_000)
  expect([small?.size, small?.type]).toEqual([1_920_000, 'image/jpeg'])
  expect(drawn).toEqual([[2560, 1920], [1920, 1440]])
})

test('a picture is never made larger, and one that stays too large is none', async () => {
  vi.stubGlobal('createImageBitmap', async () => ({ width: 300, height: 200 }))
  await shrinkTo(file(9, 'image/bmp'), 2_000_000)
  expect(drawn).toEqual([[300, 200]])
  weight = 10_000
  expect(await shrinkTo(file(9, 'image/bmp'), 2_000_000)).toBeNull()
})

test('what may be sent is attached as it is, what may not says why', async () => {
  const photo = file(mediaLimit, 'image/jpeg')
  expect(await attach(photo)).toMatchObject({ file: photo, shrunk: false })
  await expect(attach(file(9, 'image/svg+xml'))).rejects.toBe('composer.notPicture')
  await expect(attach(file(9, 'text/plain'))).rejects.toBe('composer.notPicture')
  await expect(attach(file(mediaLimit + 1, 'image/gif'))).rejects.toBe('composer.tooBig')
})
