/** What a rule for file names may name. */
export const nameVariables = ['channel', 'name', 'member', 'remark', 'state', 'id', 'config_id'] as const

const sample: Record<(typeof nameVariables)[number], string> = { channel: '3 号店海报', name: '前台', member: '张三', remark: '前台海报', state: 'poster8fK2qLm0xZ3v', id: '246271447318528', config_id: '42b34949e138eb6e027c123cba77fad7' }

/** A name that the rule makes, as the server makes them: / makes folders, what file systems refuse becomes _. */
export function exampleOf(rule: string): string {
  const filled = nameVariables.reduce((text, name) => text.replaceAll(`{${name}}`, sample[name]), rule)
  return filled.split('/').map((part) => part.replace(/[\\:*?"<>|]/g, '_').replace(/^[. ]+|[. ]+$/g, '')).filter(Boolean).join('/') || 'qr'
}
