import type { PosterBox, PosterSpec, PosterText } from '@/api/types'

/** A picture's width by its height. */
export type Aspect = number

const least = 0.02
const round = (n: number) => Math.round(n * 10_000) / 10_000
const within = (n: number, min: number, max: number) => Math.max(min, Math.min(max, n))

/** The square for the code, in parts of the picture: as wide as wished and as the picture takes. */
export function square(x: number, y: number, width: number, aspect: Aspect): PosterBox {
  const side = round(within(width, Math.max(least, least / aspect), Math.min(1, 1 / aspect)))
  const height = round(Math.min(1, side * aspect))
  return { x: round(within(x, 0, 1 - side)), y: round(within(y, 0, 1 - height)), width: side, height }
}

export const moveCode = (box: PosterBox, dx: number, dy: number, aspect: Aspect) => square(box.x + dx, box.y + dy, box.width, aspect)

export const moveText = (text: PosterText, dx: number, dy: number): PosterText => ({ ...text, x: round(within(text.x + dx, 0, 1)), y: round(within(text.y + dy, 0, 0.99)) })

/** A poster to begin with: the code below the middle, the way's name under it. */
export function blankSpec(aspect: Aspect): PosterSpec {
  const width = Math.min(0.4, 0.4 / aspect)
  const code = square(0.5 - width / 2, 0.52, width, aspect)
  return { code, texts: [newText(round(within(code.y + code.height + 0.02, 0, 0.95)))] }
}

export const newText = (y: number): PosterText => ({ text: '{name}', x: 0.5, y, width: 0.9, size: 0.03, colour: '#1b2320', align: 'centre' })
