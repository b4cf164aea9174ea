// The platform as the components meet it: wx with its requests, its sign-in and its system information.

const paths = {
  ways: /\/kit\/v1\/ways\//,
  press: /\/kit\/v1\/press$/,
  source: /\/kit\/v1\/source$/,
  service: /\/kit\/v1\/service\?/,
}

/** No line at all: every request fails at once. */
const dead = Symbol('dead')

/** A line on which nothing ever comes back. */
const silent = Symbol('silent')

const iPhone = { platform: 'ios', version: '8.0.42', SDKVersion: '3.7.0', language: 'zh_CN' }

/**
 * Takes the platform's place. Each of `answers` (ways, press, source, service) is a body, { statusCode, data }, dead, silent,
 * a promise of one of them, or a function of the request that gives one. Afterwards `requests` says what was asked.
 */
function platform({ system = iPhone, login = { code: 'code-1' }, appid = 'wx0123456789abcdef', page = 'pages/home/index', answers = {} } = {}) {
  const fake = { requests: [], logins: 0, answers, system, login, page }
  global.getCurrentPages = () => [{ route: 'pages/first/index' }, { route: fake.page }]
  global.getApp = () => ({})
  global.wx = {
    ...global.wx,
    qy: undefined,
    getSystemInfoSync: () => fake.system,
    getAccountInfoSync: () => ({ miniProgram: { appId: appid } }),
    login: options => {
      fake.logins++
      answerLogin(fake.login, options)
    },
    request: options => answerRequest(fake, options),
  }
  fake.of = name => fake.requests.filter(({ url }) => paths[name].test(url))
  return fake
}

function answerLogin(login, { success, fail }) {
  if (login === silent) return
  setImmediate(() => (login.code === undefined ? fail(login) : success(login)))
}

function answerRequest(fake, options) {
  const request = { url: options.url, method: options.method, data: options.data, header: options.header }
  fake.requests.push(request)
  const name = Object.keys(paths).find(each => paths[each].test(options.url))
  const given = fake.answers[name]
  const answer = typeof given === 'function' ? given(request) : given
  if (answer === silent) return
  Promise.resolve(answer).then(come => setImmediate(settle, come, options))
}

function settle(answer, { success, fail }) {
  if (answer === dead || answer === undefined) fail({ errMsg: 'request:fail' })
  else if (answer.statusCode) success(answer)
  else success({ statusCode: 200, data: answer })
}

module.exports = { platform, dead, silent, iPhone }
