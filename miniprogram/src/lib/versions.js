// Since which version the client follows a code inside a mini program by a long press.
const since = { ios: '8.0.6', android: '8.0.3' }

/** Whether a version is at least another: 8.0.10 is newer than 8.0.6. */
function atLeast(version, least) {
  const a = numbers(version)
  const b = numbers(least)
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] || 0) - (b[i] || 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

/** Whether this client follows a code. Platforms without a known bound, and clients that hide their version, do. */
function canShowCode({ platform, version }) {
  const least = since[String(platform || '').toLowerCase()]
  return !least || !version || atLeast(version, least)
}

function numbers(version) {
  return String(version).split('.').map(part => parseInt(part, 10) || 0)
}

module.exports = { atLeast, canShowCode }
