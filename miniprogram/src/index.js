// What an app requires: where menling is, and the numbers of what can come of a press.
const codes = require('./lib/codes')
const { setup } = require('./lib/setup')

module.exports = { setup, codes }
