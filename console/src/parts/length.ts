/** Characters as the platforms count them: code points, so a Chinese character is one. */
export function codePoints(text: string): number {
  return [...text].length
}

/** Length in UTF-8. */
export function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}
