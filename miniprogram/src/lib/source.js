// The session-from of a service button: where a customer comes from, as the desk reads it.
const { noteDesk } = require('./desk')
const { call } = require('./wire')

/** WeChat hands over no more bytes than this. */
const most = 1000

/** The same bounds as the server's: so many names in data. */
const mostNames = 20

/** So many seconds before a signed source lapses it is asked for anew. */
const margin = 300

const ours = new Set(['page', 'button', 'plugid', 't', 'sig'])

const kept = new Map()

/** The source as a query, unsigned: what does not fit is left out, from the end. */
function unsigned({ page, button, plugid, data }) {
  const pairs = [...Object.entries({ page, button, plugid }), ...Object.entries(data)].filter(([, value]) => value !== '')
  let text = ''
  for (const [name, value] of pairs) {
    const longer = `${text}${text && '&'}${name}=${escaped(value)}`
    if (bytes(longer) > most) break
    text = longer
  }
  return text
}

/** Escapes what has a meaning in a query, and nothing else: a Chinese character would take nine bytes instead of three. */
function escaped(value) {
  return value.replace(/[\u0000-\u0020\u007f%&=+?#"<>]/g, each => `%${each.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}

/** How many bytes a text has in UTF-8. */
function bytes(text) {
  let count = 0
  for (const each of text) {
    const point = each.codePointAt(0)
    count += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return count
}

/** A source as a page gives it, made whole and bounded. `page` is the page in front. */
function whole(given, page) {
  const { button = '', plugid = '', data } = given || {}
  const entries = Object.entries(data || {}).filter(([name]) => /^[\w.-]{1,32}$/.test(name) && !ours.has(name))
  return {
    page: String((given && given.page) || page).slice(0, 200),
    button: String(button).slice(0, 64),
    plugid: String(plugid),
    data: Object.fromEntries(entries.slice(0, mostNames).map(([name, value]) => [name, String(value)])),
  }
}

/** The source signed by the server. It is kept until shortly before it lapses. `now` is in milliseconds. */
function signed({ server, lang, appid, source }, now) {
  const key = JSON.stringify([server, appid, source])
  const found = kept.get(key)
  if (found && now < found.until) return found.reading
  const entry = { until: Infinity, reading: null }
  entry.reading = call({ server, lang, path: '/source', method: 'POST', data: { appid, ...source } }).then(answer => {
    if (!answer.session_from || bytes(answer.session_from) > most) throw new Error('menling: no usable session_from')
    entry.until = now + (answer.expires_in - margin) * 1000
    noteDesk({ server, appid }, answer, now)
    return answer.session_from
  })
  kept.set(key, entry)
  entry.reading.catch(() => kept.delete(key))
  return entry.reading
}

module.exports = { unsigned, whole, signed }
