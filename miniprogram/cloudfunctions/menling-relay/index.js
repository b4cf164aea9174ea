'use strict'

// menling-relay passes the pushes of a mini program's customer service on to menling, and its answer back. It needs nothing but Node.
// Set in the cloud console: MENLING_URL, MENLING_ACCOUNT and MENLING_RELAY_SECRET, as menling shows them.

const crypto = require('crypto')
const http = require('http')
const https = require('https')

// The platform waits 5 seconds: two tries of at most 2.1 fit, with the start of the function.
const tryMs = 2100

exports.main = async (event) => {
  const kind = String((event && (event.Event || event.MsgType)) || 'unknown').slice(0, 40)
  try {
    const { reply, tries } = await relay(event, process.env)
    console.log(`menling-relay ${kind}: kept${reply ? ', answered' : ''}, tries ${tries}`)
    return reply || 'success'
  } catch (error) {
    console.error(`menling-relay ${kind}: not kept, ${error.message}`)
    return 'success' // the platform would show the customer a failure that nobody can act on
  }
}

async function relay(event, env) {
  const request = signed(event, env)
  for (let tries = 1; ; tries++) {
    try {
      return { reply: await post(request), tries }
    } catch (error) {
      if (!error.again || tries === 2) throw error
    }
  }
}

// signed makes the request once: a second try carries the same signature, and menling takes the push once.
function signed(event, { MENLING_URL, MENLING_ACCOUNT, MENLING_RELAY_SECRET }) {
  if (!MENLING_URL || !MENLING_ACCOUNT || !MENLING_RELAY_SECRET) {
    throw new Error('MENLING_URL, MENLING_ACCOUNT or MENLING_RELAY_SECRET is not set')
  }
  const body = JSON.stringify(event)
  const timestamp = String(Math.floor(Date.now() / 1000))
  const nonce = crypto.randomBytes(16).toString('hex')
  const signature = crypto.createHmac('sha256', MENLING_RELAY_SECRET).update(`${timestamp}\n${nonce}\n${body}`).digest('hex')
  return {
    url: new URL(`${MENLING_URL.replace(/\/+$/, '')}/kit/v1/relay/${encodeURIComponent(MENLING_ACCOUNT)}`),
    body,
    headers: {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'X-Menling-Timestamp': timestamp,
      'X-Menling-Nonce': nonce,
      'X-Menling-Signature': signature,
    },
  }
}

// post gives the reply's object, or null for nothing to say. What may be tried again is a connection that broke, and a server before
// menling that is unwell.
function post({ url, body, headers }) {
  return new Promise((resolve, reject) => {
    const fail = (why, again) => reject(Object.assign(new Error(why), { again }))
    const client = url.protocol === 'http:' ? http : https
    const request = client.request(url, { method: 'POST', headers }, (response) => {
      const parts = []
      response.on('data', (part) => parts.push(part))
      response.on('error', () => fail('the answer broke off', true))
      response.on('end', () => {
        if (response.statusCode !== 200) return fail(`menling answered ${response.statusCode}`, response.statusCode >= 500)
        try {
          const text = Buffer.concat(parts).toString()
          resolve(text === '' ? null : JSON.parse(text))
        } catch (_) {
          fail('the answer is no JSON', false)
        }
      })
    })
    const timer = setTimeout(() => request.destroy(Object.assign(new Error(), { code: 'no answer in time' })), tryMs)
    request.on('close', () => clearTimeout(timer))
    request.on('error', (error) => fail(`no connection (${error.code || 'broken'})`, true))
    request.end(body)
  })
}
