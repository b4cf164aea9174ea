const { strict: assert } = require('node:assert')
const { test } = require('node:test')
const { atLeast, canShowCode } = require('../src/lib/versions')

for (const [version, least, want] of [
  ['8.0.6', '8.0.6', true], ['8.0.7', '8.0.6', true], ['8.0.5', '8.0.6', false], ['8.0.10', '8.0.6', true], ['8.1', '8.0.6', true],
  ['7.0.22', '8.0.3', false], ['10.0.0', '8.0.3', true], ['8.0', '8.0.3', false], ['8', '8.0.0', true],
]) {
  test(`${version} is ${want ? '' : 'not '}at least ${least}`, () => assert.equal(atLeast(version, least), want))
}

for (const [platform, version, want] of [
  ['ios', '8.0.5', false], ['ios', '8.0.6', true], ['iOS', '8.0.5', false],
  ['android', '8.0.2', false], ['android', '8.0.3', true], ['android', '8.0.16', true],
  ['windows', '3.9.12', true], ['mac', '3.8.0', true], ['ohos', '1.0.0', true], ['harmony', '1.0.4', true], ['devtools', '8.0.5', true],
  ['ios', undefined, true], [undefined, undefined, true],
]) {
  test(`WeChat ${version} on ${platform} ${want ? 'follows' : 'does not follow'} a code`, () => {
    assert.equal(canShowCode({ platform, version }), want)
  })
}
