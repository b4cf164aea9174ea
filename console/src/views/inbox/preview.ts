import type { Conversation } from '@/api/types'

/** One line of what was said last. */
export function previewText(preview: Conversation['preview'], t: (key: string) => string): string {
  const said = saidText(preview, t)
  return preview.direction === 'out' ? `${t('inbox.previewYou')}${said}` : said
}

function saidText({ kind, text }: Conversation['preview'], t: (key: string) => string): string {
  switch (kind) {
    case 'text':
      return text
    case 'image':
      return t('inbox.image')
    case 'miniprogrampage':
      return `${t('inbox.card')} ${text.split('\n')[0]}`.trim()
    case 'entered':
      return t('inbox.entered')
    case '':
      return ''
    default:
      return t('inbox.unknownKind')
  }
}
