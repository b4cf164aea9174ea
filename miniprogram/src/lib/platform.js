// What the phone and the app say of themselves.

/** The client: platform, version, language, environment. Empty when it does not say. */
function client() {
  try {
    return wx.getSystemInfoSync() || {}
  } catch {
    return {}
  }
}

/** Whether this is WeCom and not WeChat. A code of WeCom cannot be followed there. */
function inWeCom() {
  return Boolean(wx.qy) || client().environment === 'wxwork'
}

/** The id of the mini program that runs. */
function ownAppID() {
  try {
    return wx.getAccountInfoSync().miniProgram.appId
  } catch {
    return ''
  }
}

/** The path of the page in front. */
function pagePath() {
  const pages = getCurrentPages()
  return pages.length ? pages[pages.length - 1].route || '' : ''
}

/** The language to speak: the first of those asked for that we know, else the phone's. */
function language(...asked) {
  const known = asked.find(lang => lang === 'zh' || lang === 'en')
  if (known) return known
  const own = client().language || 'zh'
  return own.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

module.exports = { client, inWeCom, ownAppID, pagePath, language }
