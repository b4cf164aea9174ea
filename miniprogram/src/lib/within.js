/** The promise, or an error when it has not settled after so many milliseconds. */
function within(milliseconds, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds)
    promise.then(resolve, reject).then(() => clearTimeout(timer))
  })
}

module.exports = { within }
