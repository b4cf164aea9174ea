// A mini program on a customer's phone: the kit's own code, and around it the platform as the sandbox plays it.
import { createRequire } from 'node:module'

const { press } = createRequire(import.meta.url)('../../miniprogram/src/lib/press.js')

/** A customer taps a cell on a page; gives what the server answered. */
export function pressInApp(platform, { customer, page }, { server, appid, plugid, button }) {
  globalThis.getCurrentPages = () => [{ route: page }]
  globalThis.wx = {
    getSystemInfoSync: () => ({ platform: 'ios', version: '8.0.50', language: 'zh_CN' }),
    login: ({ success, fail }) => void platform.ask('POST', '/weapp/login', { customer }).then(success, ({ message }) => fail({ errMsg: message })),
    request: (asked) => void request(asked),
  }
  return press({ server, lang: 'zh', appid, plugid, button })
}

async function request({ url, method, data, header, success, fail }) {
  try {
    const answer = await fetch(url, { method, headers: header, body: data && JSON.stringify(data) })
    success({ statusCode: answer.status, data: await answer.json() })
  } catch ({ message }) {
    fail({ errMsg: message })
  }
}
