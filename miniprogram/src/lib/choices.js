// The properties of the cells: what each may be, and what holds when it says nothing, or nonsense.
// A component declares them without a type: it must know whether one was given, and WXML hands over numbers as text too.

const oneOf = (...values) => given => values.find(value => String(value) === given)

const flag = given => ({ 0: 0, 1: 1, false: 0, true: 1 })[given]

const colour = given => (/^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.test(given) ? given.replace('#', '') : undefined)

const pixels = given => (/^\d+(\.\d+)?(px)?$/.test(given) ? parseFloat(given) : undefined)

/** One to four lengths, as the official group plugin takes them beside a number. */
const padding = given => {
  const parts = given.split(/\s+/).map(pixels)
  return parts.length <= 4 && !parts.includes(undefined) ? parts.map(part => `${part}px`).join(' ') : undefined
}

const text = given => given

const contact = {
  styleType: [oneOf(1, 2, 3), 1],
  avatorStyle: [oneOf('circle', 'rect'), 'circle'],
  isMask: [flag, 0],
  contactText: [oneOf(0, 1, 2), 0],
  buttonText: [oneOf(0, 1, 2, 3, 4), 0],
  buttonStyle: [oneOf('primary', 'light'), 'primary'],
  serviceText: [oneOf(0, 1, 2, 3), 0],
  paddingStyle: [padding, '0px'],
  iconStyle: [oneOf('avator', 'primary', 'light'), 'avator'],
  blockStyle: [oneOf('bubble', 'button'), 'bubble'],
  bubbleColor: [colour, '4790EE'],
}

const join = {
  paddingStyle: [padding, '0px'],
  iconUrl: [text, ''],
  iconBorderRadius: [pixels, 8],
  contactText: [text, ''],
  contactTextBlod: [flag, 0],
}

const service = {
  showMessageCard: [flag, 0],
  showStatus: [flag, 1],
}

/** The properties of a table as a component declares them. */
function declared(table) {
  return Object.fromEntries(Object.keys(table).map(name => [name, { type: null, value: null }]))
}

/** What holds for every property: the component's own, else what the company set in menling, else the default. */
function choose(table, own, style = {}) {
  return Object.fromEntries(Object.entries(table).map(([name, [read, otherwise]]) => {
    const found = [own[name], style[name]].map(given => readGiven(read, given)).find(value => value !== undefined)
    return [name, found === undefined ? otherwise : found]
  }))
}

/** What a page says itself about one property, or undefined. */
function said(table, own, name) {
  return readGiven(table[name][0], own[name])
}

function readGiven(read, given) {
  if (given === null || given === undefined || String(given).trim() === '') return undefined
  return read(String(given).trim())
}

module.exports = { contact, join, service, declared, choose, said }
