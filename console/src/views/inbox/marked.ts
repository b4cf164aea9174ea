export interface Piece {
  text: string
  hit: boolean
}

/** How much is shown before the first place that was looked for. */
const lead = 16

/** A text with the places that were looked for, whatever their case; it begins shortly before the first. */
export function marked(text: string, wanted: string): Piece[] {
  const needle = wanted.trim().toLowerCase()
  const low = text.toLowerCase()
  let at = needle ? low.indexOf(needle) : -1
  // Folding may change lengths; then nothing is marked.
  if (at < 0 || low.length !== text.length) return [{ text, hit: false }]
  const pieces: Piece[] = []
  let from = at > lead * 2 ? at - lead : 0
  if (from > 0) pieces.push({ text: '…', hit: false })
  for (; at >= 0; at = low.indexOf(needle, from)) {
    if (at > from) pieces.push({ text: text.slice(from, at), hit: false })
    from = at + needle.length
    pieces.push({ text: text.slice(at, from), hit: true })
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false })
  return pieces
}
