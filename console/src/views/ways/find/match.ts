/** Letters that people take for the same: without regard to case and width. Each stays one letter, so places agree. */
function folded(text: string): string {
  return [...text].map((c) => (c >= '！' && c <= '～' ? String.fromCharCode(c.charCodeAt(0) - 0xfee0) : c === '　' ? ' ' : c)).map((c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join('')
}

/** Whether a text has the part that is looked for. */
export const has = (text: string, part: string) => part !== '' && folded(text).includes(folded(part.trim()))

/** The text cut up: every other piece, from the second, is what was looked for. */
export function pieces(text: string, part: string): string[] {
  const [all, wanted] = [folded(text), folded(part.trim())]
  if (wanted === '') return [text]
  const cut: string[] = []
  let from = 0
  for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, from)) {
    cut.push(text.slice(from, at), text.slice(at, at + wanted.length))
    from = at + wanted.length
  }
  return [...cut, text.slice(from)]
}

/** The text from a little before what was looked for, so that a narrow line shows it. */
export function near(text: string, part: string): string {
  const at = folded(text).indexOf(folded(part.trim()))
  return at > 8 ? `…${text.slice(at - 6)}` : text
}
