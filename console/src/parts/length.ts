/** Characters as the platform counts them: code points. */
export function codePoints(text: string): number {
  return [...text].length
}

export function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}
