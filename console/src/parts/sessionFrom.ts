/**
 * What a session-from says, when it looks like JSON or a query string: names and values to show. It is text that any
 * client can forge and the platform may cut, so it is never more than something to read. Null when it is plain text.
 */
export function parseSessionFrom(text: string): [name: string, value: string][] | null {
  const trimmed = text.trim()
  return fromJSON(trimmed) ?? fromQuery(trimmed)
}

/** The same in one short line. */
export function sessionFromLine(text: string): string {
  const pairs = parseSessionFrom(text)
  const line = pairs ? pairs.map(([name, value]) => `${name}=${value}`).join('  ') : text
  return line.length > 120 ? `${line.slice(0, 119)}…` : line
}

function fromJSON(text: string): [string, string][] | null {
  if (!text.startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    return Object.entries(value)
      .slice(0, 20)
      .map(([name, v]) => [name, typeof v === 'string' ? v : JSON.stringify(v)])
  } catch {
    return null
  }
}

function fromQuery(text: string): [string, string][] | null {
  const query = text.includes('?') ? text.slice(text.indexOf('?') + 1) : text
  if (!/^[\w.-]+=[^&]*(&[\w.-]+=[^&]*)*$/.test(query)) return null
  const pairs = [...new URLSearchParams(query)].slice(0, 20)
  const page = text.includes('?') ? text.slice(0, text.indexOf('?')) : ''
  return page === '' ? pairs : [['page', page], ...pairs]
}
