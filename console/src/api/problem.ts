/** An error of the server, in words for people and with a code that does not change. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly zh: string,
    readonly en: string,
    readonly status = 0,
    readonly params: Record<string, unknown> = {},
  ) {
    super(`${code}: ${en}`)
    this.name = 'Problem'
  }

  /** Nothing came back, or a proxy without its server: the same request may be made again. */
  get unreachable(): boolean {
    return this.status === 0 ? this.code === 'no_connection' : [502, 503, 504].includes(this.status)
  }

  /** The server said no in its own words, as it does when somebody was quicker: nothing is broken, no code to look up. */
  get refusal(): boolean {
    return this.status >= 400 && this.status < 500 && !this.code.startsWith('http_') && this.code !== 'platform_refused'
  }

  words(locale: string): string {
    return locale.startsWith('zh') ? this.zh : this.en
  }
}

/** What an error answer says; answers of proxies in between are put into words here. */
export function problemOf(body: unknown, status: number): Problem {
  const p = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  if (typeof p.code === 'string' && p.code !== '') {
    const fallback = String(p.detail ?? p.title ?? p.code)
    const params = typeof p.params === 'object' && p.params !== null ? (p.params as Record<string, unknown>) : {}
    return new Problem(p.code, text(p.zh, fallback), sentence(text(p.en, fallback)), status, params)
  }
  return new Problem(
    `http_${status}`,
    `服务器没有按约定回答（${status}）。刚才的内容没有丢，请稍后再试。`,
    `The server gave an unexpected answer (${status}). Nothing you entered is lost; please try again.`,
    status,
  )
}

/** Any thrown value as a Problem: no answer at all means the network is down. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof TypeError || error instanceof DOMException) {
    return new Problem('no_connection', '连不上服务器，请检查网络后再试。', 'The server cannot be reached. Check the network and try again.')
  }
  return new Problem('console_fault', '页面自身出错了，请刷新后再试。', 'The page itself failed. Reload it and try again.')
}

function text(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback
}

/** English sentences of the server begin small. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
