// What can come of a press, numbered as in the official plugins.
module.exports = {
  done: 0,
  unreadable: -3002,
  signInFailed: -3004,
  sendingFailed: -3005,
  already: -3006,
  nobody: -3008,
  groupsFull: -3009,
  groupsDismissed: -3010,
  groupBlocked: -3011,
  alreadyAndFull: -3012,
}
