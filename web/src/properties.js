// The properties that change how a cell looks: what each may be, what it is by itself, and where it counts.
// Names are those of the official plugin, its spelling included.

const whole = (last) => (text) => (/^\d$/.test(text) && Number(text) <= last ? Number(text) : undefined)
const oneOf = (...words) => (text) => (words.includes(text) ? text : undefined)
const pixels = (text) => (/^\d{1,3}$/.test(text) ? Number(text) : undefined)
const colour = (text) => (/^[0-9a-f]{6}$/i.test(text) ? text : undefined)
const style = (text) => (/^[123]$/.test(text) ? Number(text) : undefined)
// A bare is-mask in HTML is an empty text. Whoever writes it wants the name hidden.
const flag = (text) => ({ '': 1, true: 1, 1: 1, false: 0, 0: 0 })[text]

/**
 * Each property with its reader, which gives undefined for what it does not take, and its value where nobody sets it.
 * @type {Record<string, { read: (text: string) => string | number | undefined, usual: string | number }>}
 */
export const properties = {
  styleType: { read: style, usual: 1 },
  avatorStyle: { read: oneOf('circle', 'rect'), usual: 'circle' },
  isMask: { read: flag, usual: 0 },
  contactText: { read: whole(2), usual: 0 },
  buttonText: { read: whole(4), usual: 0 },
  buttonStyle: { read: oneOf('primary', 'light'), usual: 'primary' },
  serviceText: { read: whole(3), usual: 0 },
  paddingStyle: { read: pixels, usual: 0 },
  iconStyle: { read: oneOf('avator', 'primary', 'light'), usual: 'avator' },
  blockStyle: { read: oneOf('bubble', 'button'), usual: 'bubble' },
  bubbleColor: { read: colour, usual: '4790EE' },
}

/** What a property says, or undefined where it says nothing valid.
 * @param {string} name
 * @param {unknown} value */
export function read(name, value) {
  return value === undefined || value === null ? undefined : properties[name].read(String(value))
}

/**
 * What holds: a property of the page's own beats the company's style, which beats the usual.
 * @param {Record<string, unknown>} own
 * @param {Record<string, unknown>} [company]
 * @returns {Record<string, any>}
 */
export function settle(own, company = {}) {
  const held = (name) => read(name, own[name]) ?? read(name, company[name]) ?? properties[name].usual
  return Object.fromEntries(Object.keys(properties).map((name) => [name, held(name)]))
}

/**
 * Whether a property changes anything, beside those settled and for a way with one person or several.
 * @param {string} name
 * @param {Record<string, any>} settled
 * @param {boolean} single
 * @returns {boolean}
 */
export function counts(name, settled, single) {
  const { styleType, isMask, blockStyle } = settled
  const row = styleType === 1
  const bubble = styleType === 2 && blockStyle === 'bubble'
  const rules = {
    avatorStyle: row && single,
    isMask: row && single,
    contactText: styleType === 3 || (row && (!single || isMask === 1)),
    buttonText: !bubble,
    buttonStyle: !bubble,
    serviceText: styleType === 3 && single,
    paddingStyle: row,
    iconStyle: row && !single,
    blockStyle: styleType === 2,
    bubbleColor: bubble,
  }
  return rules[name] ?? true
}
