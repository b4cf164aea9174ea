// What the server says of a way. Read once in the life of the app, however many cells show it.
const { call, query } = require('./wire')

const known = new Map()

/** Reads how a way is shown. What could not be read is forgotten, so that the next one to ask tries again. */
function readWay({ server, lang, appid, plugid, mask }) {
  const path = `/ways/${encodeURIComponent(plugid)}`
  const asked = query({ mask, appid })
  const address = `${server}${path}?${asked}`
  if (!known.has(address)) {
    const reading = call({ server, lang, path: asked ? `${path}?${asked}` : path })
    known.set(address, reading)
    reading.catch(() => known.delete(address))
  }
  return known.get(address)
}

module.exports = { readWay }
