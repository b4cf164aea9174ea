// Elements made without HTML in text: nothing that a server or a page says can become markup, under any content policy.

const drawings = 'http://www.w3.org/2000/svg'

/** An element with its part, by which pages may style it.
 * @param {string} tag
 * @param {string} part
 * @param {Record<string, any>} [props]
 * @param {...(Node | string | null)} inside */
export function make(tag, part, props = {}, ...inside) {
  const el = Object.assign(document.createElement(tag), props)
  if (part) el.setAttribute('part', (el.className = part))
  el.append(...inside.filter((node) => node !== null && node !== ''))
  return el
}

const shapes = {
  talk: 'M12 3.5c-5 0-9 3.3-9 7.4 0 2.4 1.4 4.6 3.5 5.9l-.6 3 3.4-1.7c.9.2 1.8.3 2.7.3 5 0 9-3.3 9-7.5s-4-7.4-9-7.4ZM8 12.2a1.3 1.3 0 1 1 0-2.6 1.3 1.3 0 0 1 0 2.6Zm4 0a1.3 1.3 0 1 1 0-2.6 1.3 1.3 0 0 1 0 2.6Zm4 0a1.3 1.3 0 1 1 0-2.6 1.3 1.3 0 0 1 0 2.6Z',
  person: 'M12 12a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Zm0 1.5c-4.6 0-8 2.4-8 5.7V21h16v-1.8c0-3.3-3.4-5.7-8-5.7Z',
  close: 'M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4L12 13.4 6.4 19 5 17.6 10.6 12 5 6.4Z',
}

/** A drawing of 24 units in the colour of the text around it; whoever cannot see it misses nothing.
 * @param {keyof typeof shapes} name */
export function icon(name) {
  const svg = document.createElementNS(drawings, 'svg')
  const path = document.createElementNS(drawings, 'path')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  path.setAttribute('d', shapes[name])
  path.setAttribute('fill', 'currentColor')
  path.setAttribute('fill-rule', 'evenodd')
  svg.append(path)
  return svg
}
