// Sets theme and language on <html> before the first paint, so that a dark page never flashes white.
;(function () {
  var root = document.documentElement
  var theme = null
  var locale = null
  try {
    theme = localStorage.getItem('menling.theme')
    locale = localStorage.getItem('menling.locale')
  } catch (e) {
    // storage may be blocked; the system's choice is used then
  }
  var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.setAttribute('theme-mode', dark ? 'dark' : 'light')
  if (locale === 'en') root.lang = 'en'
})()
