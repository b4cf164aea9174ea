import type { Conversation } from '@/api/types'

/** One line of what was said last. */
export function previewText(preview: Conversation['preview'], t: (key: string) => string): string {
  const said = saidText(preview, t)
  return preview.direction === 'out' ? `${t('inbox.previewDesk')}${said}` : said
}

function saidText({ kind, text }: Conversation['preview'], t: (key: string) => string): string {
  switch (kind) {
    case 'text':
      return text.includes('<a ') ? plain(text) : text
    case 'image':
      return t('inbox.image')
    case 'miniprogrampage':
      return `${t('inbox.card')} ${text.split('\n')[0]}`.trim()
    case 'link':
      return `${t('inbox.link')} ${text.split('\n')[0]}`.trim()
    case 'entered':
      return t('inbox.entered')
    case '':
      return ''
    default:
      return t('inbox.unknownKind')
  }
}

/** A text without its links into the mini program; the preview may end within one. */
function plain(text: string): string {
  return text.replace(/<a\s[^>]*(>|$)/g, '').replaceAll('</a>', '')
}
