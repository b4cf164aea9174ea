// The colours: the same names in light and dark, readable in both, and as the guide says.
const { strict: assert } = require('node:assert')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const root = path.join(__dirname, '..')
const sheet = fs.readFileSync(path.join(root, 'src/common/theme.wxss'), 'utf8')
const guide = fs.readFileSync(path.join(root, '../docs/guides/miniprogram.md'), 'utf8')

/** The colours of one block of the sheet, by name. */
function colours(block) {
  return Object.fromEntries([...block.matchAll(/--m-([\w-]+): var\(--menling-\1, (#[0-9a-f]+)\)/g)].map(([, name, colour]) => [name, wide(colour)]))
}

const [light, dark, system] = sheet.split(/\.theme-dark|@media/).map(colours)

test('dark has every colour of light, by the property and by the system alike', () => {
  assert.deepEqual(Object.keys(dark), Object.keys(light))
  assert.deepEqual(system, dark)
  assert.ok(Object.keys(light).length >= 9)
})

for (const [name, palette] of Object.entries({ light, dark })) {
  for (const [text, ground] of [['on-accent', 'accent'], ['accent', 'panel'], ['ink', 'panel'], ['ink', 'paper'], ['muted', 'panel'], ['muted', 'paper']]) {
    test(`${text} on ${ground} can be read in ${name}`, () => assert.ok(contrast(palette[text], palette[ground]) >= 4.5))
  }
}

test('the guide names every variable with its values', () => {
  for (const [name, colour] of Object.entries(light)) {
    const line = guide.split('\n').find(each => each.includes(`\`--menling-${name}\``))
    assert.ok(line, `--menling-${name} is not in the guide`)
    for (const value of [colour, dark[name]]) assert.ok([...line.matchAll(/#[0-9A-F]+/g)].some(([each]) => wide(each) === value), `${name} ${value}`)
  }
})

for (const name of fs.readdirSync(path.join(root, 'src')).filter(each => fs.existsSync(path.join(root, 'src', each, 'index.wxss')))) {
  test(`${name} styles by classes alone, and with colours that exist`, () => {
    const css = fs.readFileSync(path.join(root, 'src', name, 'index.wxss'), 'utf8') + fs.readFileSync(path.join(root, 'src/common/cell.wxss'), 'utf8')
    for (const [, used] of css.matchAll(/var\(--m-([\w-]+)\)/g)) assert.ok(used === 'radius' || light[used], `--m-${used}`)
    for (const [, selector] of css.matchAll(/^([^@\s{}/][^{}]*)\{/gm)) assert.match(selector, /^([.,:\s][\w.:\s,-]*)+$/)
  })
}

function wide(colour) {
  const hex = colour.toLowerCase()
  return hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex
}

/** The contrast of two colours, as the accessibility guidelines compute it. */
function contrast(one, other) {
  const [dim, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dim + 0.05)
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
