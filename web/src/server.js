// The two questions a cell asks of menling: what a way is, and what a press leads to.

/** How long a question, and a whole press, may take: milliseconds. */
export const patience = 10_000

/** No answer, or none that can be used. status is 0 where nothing came at all. */
class Unanswered extends Error {
  constructor(status, said = '') {
    super(status ? `menling answered ${status}${said && `: ${said}`}` : `menling gave no answer (${said})`)
    this.status = status
  }
}

async function ask(url, lang, options = {}) {
  const headers = { ...(lang && { 'Accept-Language': lang }), ...options.headers }
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), patience)
  try {
    const answer = await fetch(url, { ...options, headers, signal: stop.signal, credentials: 'omit' }).catch(silent)
    const said = await answer.json().catch(() => null)
    if (!answer.ok || !said || typeof said !== 'object') throw new Unanswered(answer.status, said?.errmsg || said?.detail)
    return said
  } finally {
    clearTimeout(timer)
  }
}

/** A page of an origin that menling does not allow is told no more than this by the browser. */
function silent(reason) {
  throw new Unanswered(0, `${reason.message}; is ${location.origin} among the allowed origins?`)
}

const base = (server) => `${server.replace(/\/+$/, '')}/kit/v1`

/** What menling says of a way. mask is what the page itself wants, '' where it leaves that to the company. */
export function readWay({ server, plugid, mask, lang }) {
  const asked = mask === '' ? '' : `?mask=${mask}`
  return ask(`${base(server)}/ways/${encodeURIComponent(plugid)}${asked}`, lang)
}

/** Tells menling of a press, which the same key tells only once. */
export function sendPress({ server, plugid, button, mask, lang }, key) {
  const asked = mask === '' ? {} : { mask: Number(mask) }
  const body = { ...asked, plugid, appid: '', code: '', page: location.pathname.slice(0, 200), button: button.slice(0, 64), can_show_code: true, in: 'web', press_key: key }
  return ask(`${base(server)}/press`, lang, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
}

/** A name for one press that nobody else draws. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
