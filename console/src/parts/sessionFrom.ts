/**
 * What a session-from says, when it looks like JSON or a query string: names and values to show. It is text that any
 * client can forge and the platform may cut, so it is never more than something to read. Null when it is plain text.
 */
export function parseSessionFrom(text: string): [name: string, value: string][] | null {
  const trimmed = bare(text.trim())
  return fromJSON(trimmed) ?? fromQuery(trimmed)
}

export interface Piece {
  text: string
  /** A name and its value, or the page; what is not stands between them. */
  chip: boolean
}

const most = 120

/** Without the time and the signature that our server puts at the end: the server says what they are worth. */
function bare(text: string): string {
  return text.replace(/(^|&)t=\d{1,12}&sig=[\w-]{22}$/, '')
}

/** The same in one short line of chips, with what stood between them, so that it reads as it came. */
export function sessionFromPieces(text: string): Piece[] {
  const trimmed = bare(text.trim())
  const pairs = parseSessionFrom(trimmed)
  if (!pairs || trimmed.length > most) return [{ text: trimmed.length > most ? `${trimmed.slice(0, most - 1)}…` : trimmed, chip: true }]
  const json = trimmed.startsWith('{')
  const page = !json && trimmed.includes('?')
  return pairs.flatMap(([name, value], i) => {
    const piece = { text: page && i === 0 ? value : `${name}=${value}`, chip: true }
    const between = page && i === 1 ? '?' : json ? ' ' : '&'
    return i === 0 ? [piece] : [{ text: between, chip: false }, piece]
  })
}

function fromJSON(text: string): [string, string][] | null {
  if (!text.startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    return Object.entries(value)
      .slice(0, 24)
      .map(([name, v]) => [name, typeof v === 'string' ? v : JSON.stringify(v)])
  } catch {
    return null
  }
}

function fromQuery(text: string): [string, string][] | null {
  const query = text.includes('?') ? text.slice(text.indexOf('?') + 1) : text
  if (!/^[\w.-]+=[^&]*(&[\w.-]+=[^&]*)*$/.test(query)) return null
  const pairs = [...new URLSearchParams(query)].slice(0, 24)
  const page = text.includes('?') ? text.slice(0, text.indexOf('?')) : ''
  return page === '' ? pairs : [['page', page], ...pairs]
}
