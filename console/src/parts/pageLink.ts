/**
 * Links into the mini program that stand in a text: `<a href="" data-miniprogram-appid="wx…" data-miniprogram-path="pages/…">label</a>`.
 * The same rules as the server's own: whatever the fields hold, it stays one link.
 */
export interface PageLink {
  label: string
  appid: string
  path: string
  /** A web page instead, for old clients. */
  url?: string
}

export function pageLink(link: PageLink): string {
  return `<a href="${attribute(link.url ?? '')}" data-miniprogram-appid="${attribute(link.appid)}" data-miniprogram-path="${attribute(link.path)}">${label(link.label)}</a>`
}

function label(text: string): string {
  return text.replaceAll('<', '＜').replaceAll('>', '＞')
}

function attribute(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u0020"'<>\u007f]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}

export type SaidPiece = { text: string } | { label: string; path: string; url: string }

/** A text as the customer reads it, in words alone. */
export const plainWords = (text: string): string => saidPieces(text).map((piece) => ('text' in piece ? piece.text : piece.label)).join('')

const anchor = /<a\s([^<>]*)>([^<]*)<\/a>/g

/** A text as the customer reads it: words and links. What is no such link stays as it was typed. */
export function saidPieces(text: string): SaidPiece[] {
  const pieces: SaidPiece[] = []
  let from = 0
  for (const m of text.matchAll(anchor)) {
    const value = (name: string) => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(m[1] ?? '')?.[1] ?? ''
    const path = value('data-miniprogram-path')
    const url = value('href')
    if (path === '' && !/^https?:\/\//.test(url)) continue
    if (m.index > from) pieces.push({ text: text.slice(from, m.index) })
    pieces.push({ label: m[2] ?? '', path, url })
    from = m.index + m[0].length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}
