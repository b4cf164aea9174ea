// One call to menling's public addresses.

/** An answer that is none: nobody answered (status 0), or the server refused. */
class WireError extends Error {
  constructor(message, status) {
    super(message)
    this.status = status
  }
}

/**
 * Calls menling and gives the JSON of its answer. Whoever waits for it bounds the time: a platform's own timeout does not
 * fire on every dead network.
 */
function call({ server, lang, path, method = 'GET', data }) {
  return new Promise((resolve, reject) => {
    if (!server) throw new WireError("menling: no server. Call require('menling-miniprogram').setup({ server }) in app.js", 0)
    wx.request({
      url: `${server}/kit/v1${path}`,
      method,
      data,
      header: { 'Accept-Language': lang, 'Content-Type': 'application/json' },
      success: ({ statusCode, data: answer }) => {
        if (statusCode === 200 && answer && typeof answer === 'object') resolve(answer)
        else reject(new WireError(`menling: ${method} ${path} was answered with ${statusCode}`, statusCode))
      },
      fail: ({ errMsg }) => reject(new WireError(`menling: ${method} ${path}: ${errMsg}`, 0)),
    })
  })
}

/** The names and values that are not empty, as the query of an address. */
function query(values) {
  const pairs = Object.keys(values).filter(name => values[name] !== undefined && values[name] !== '')
  return pairs.map(name => `${name}=${encodeURIComponent(values[name])}`).join('&')
}

module.exports = { call, query, WireError }
