// What the app says once about the server it speaks to. A component's own properties come first.

const chosen = { server: '', appid: '', lang: '' }

/** Says for the whole app where menling is. Call it in app.js, before the first page. */
function setup(options) {
  for (const name of Object.keys(chosen)) {
    if (options[name] !== undefined) chosen[name] = options[name]
  }
  chosen.server = trimmed(chosen.server)
}

/** What holds for a component whose property server says so, or says nothing. */
function settings(server) {
  return { ...chosen, server: trimmed(server) || chosen.server }
}

function trimmed(server) {
  return String(server || '').trim().replace(/\/+$/, '')
}

module.exports = { setup, settings }
