// What follows a tap: read the way, sign in, ask the server.
const codes = require('./codes')
const { client, inWeCom, pagePath } = require('./platform')
const { canShowCode } = require('./versions')
const { readWay } = require('./ways')
const { within } = require('./within')
const { call } = require('./wire')

/** After so many milliseconds a press is over, whatever became of it. */
const limit = 10000

const documented = new Set(Object.values(codes))

class PressError extends Error {
  constructor(errcode, message) {
    super(message)
    this.errcode = errcode
  }
}

/**
 * Presses a way's button and says what came of it: { errcode, name, headurl, notifytype, qr_code }. Never rejects.
 * `asked` names the server and the way as for readWay, and the button.
 */
async function press(asked) {
  if (inWeCom()) return { errcode: codes.sendingFailed, notifytype: 0, inWeCom: true }
  const steps = { failure: codes.unreadable }
  try {
    return await within(limit, attempt(asked, steps))
  } catch (error) {
    console.warn(error.message)
    return { errcode: error.errcode || steps.failure, notifytype: 0 }
  }
}

async function attempt(asked, steps) {
  if (!asked.plugid) throw new Error('menling: a cell without plugid')
  await readWay(asked)
  steps.failure = codes.sendingFailed
  const code = await signIn()
  const answer = await post(asked, {
    plugid: asked.plugid,
    appid: asked.appid,
    code,
    ...(asked.mask === undefined ? {} : { mask: asked.mask }),
    page: pagePath().slice(0, 200),
    button: asked.button.slice(0, 64),
    can_show_code: canShowCode(client()),
    in: 'miniprogram',
    press_key: pressKey(),
  })
  if (!usable(answer)) throw new Error(`menling: an answer nobody can use: ${JSON.stringify(answer)}`)
  if (answer.errcode !== codes.done) console.warn(`menling: ${answer.errcode} ${answer.errmsg}`)
  return answer
}

/** Whether an answer has a code that is documented, and the picture that it promises. */
function usable({ errcode, notifytype, qr_code: picture }) {
  return documented.has(errcode) && (errcode !== codes.done || notifytype !== 1 || Boolean(picture))
}

function signIn() {
  return new Promise((resolve, reject) => {
    const failed = ({ errMsg }) => reject(new PressError(codes.signInFailed, `menling: wx.login failed: ${errMsg}`))
    wx.login({ success: ({ code, errMsg }) => (code ? resolve(code) : failed({ errMsg })), fail: failed })
  })
}

/** Sends the press, and once more when the line broke: by its key the server counts it once. */
async function post({ server, lang }, data) {
  const send = () => call({ server, lang, path: '/press', method: 'POST', data })
  try {
    return await send()
  } catch (error) {
    if (error.status !== 0) throw error
    return send()
  }
}

/** A key that tells this press from every other. */
function pressKey() {
  const random = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0')
  return `${Date.now().toString(36)}-${random()}${random()}`
}

module.exports = { press, limit }
