// Whether the desk is open, its hours, and how many wait.
const { texts } = require('./texts')
const { call, query } = require('./wire')

/** The answer holds for ten seconds, for all buttons together. */
const fresh = 10000

const kept = new Map()

/** Reads { open, hours, waiting }. `now` is in milliseconds. */
function readDesk({ server, lang, appid }, now) {
  const found = kept.get(place(server, appid))
  if (found && now < found.until) return found.reading
  return keep(place(server, appid), call({ server, lang, path: `/service?${query({ appid })}` }), now)
}

/** Keeps what another answer said of the desk. */
function noteDesk({ server, appid }, desk, now) {
  keep(place(server, appid), Promise.resolve(desk), now)
}

function place(server, appid) {
  return `${server} ${appid}`
}

function keep(key, reading, now) {
  kept.set(key, { reading, until: now + fresh })
  reading.catch(() => kept.delete(key))
  return reading
}

/** The desk in one short line, or '' when nothing is known. */
function deskLine(desk, lang) {
  if (!desk) return ''
  const { service } = texts(lang)
  const hours = desk.hours ? service.hours(desk.hours) : ''
  if (!desk.open) return join(service.closed, hours)
  return join(hours || service.open, desk.waiting > 0 ? service.waiting(desk.waiting) : '')
}

function join(...parts) {
  return parts.filter(Boolean).join(' · ')
}

module.exports = { readDesk, noteDesk, deskLine }
