// The three styles of a cell, drawn. The same code draws the page of a customer and the picture in the console.
import { icon, make } from './dom.js'

/** @typedef {{ persons?: string, name?: string, avatar?: string, style?: object }} Config what the server says of a way */

/**
 * The cell as an element. Its button is the only thing to press; it covers the whole cell.
 * @param {Record<string, any>} settled by settle of properties.js
 * @param {Config | null} config null: not known yet
 * @param {any} words by wordsOf
 */
export function draw(settled, config, words) {
  const single = config?.persons === 'single'
  const scene = { ...settled, single, config: config ?? {}, words, title: titleOf(settled, config, words) }
  const cell = [row, block, bubble][settled.styleType - 1](scene)
  if (!config) cell.classList.add('unread')
  return cell
}

/** Who is to be contacted: the name where there is one to show, else what it is about. */
function titleOf({ isMask, contactText }, config, words) {
  const named = config?.persons === 'single' && !isMask
  return (named && config.name) || words.contact[contactText]
}

function row(scene) {
  const cell = make('div', 'cell', {}, face(scene), make('span', 'name', {}, scene.title), button(scene))
  cell.classList.add('row')
  cell.style.setProperty('--padding', `${scene.paddingStyle}px`)
  return cell
}

/** Style 2: a round bubble or a button of text, and nothing beside it. */
function block(scene) {
  if (scene.blockStyle === 'button') return make('div', 'cell block', {}, button(scene))
  const round = make('button', 'bubble press', { type: 'button' }, icon('talk'))
  round.setAttribute('aria-label', scene.words.button[scene.buttonText])
  round.style.setProperty('--bubble', `#${scene.bubbleColor}`)
  return make('div', 'cell block', {}, round)
}

/** Style 3: as if somebody had just written. */
function bubble(scene) {
  const { words, single } = scene
  const said = single ? make('span', 'text', {}, words.service[scene.serviceText]) : null
  const card = make('div', 'card', {}, make('span', 'name', {}, words.contact[scene.contactText]), said, button(scene))
  return make('div', 'cell talk', {}, face({ ...scene, avatorStyle: 'circle', iconStyle: 'avator' }), card)
}

/** The person's picture, or a drawing where there is none or it does not load. */
function face({ single, avatorStyle, iconStyle, config }) {
  const drawn = () => icon(single || iconStyle === 'avator' ? 'person' : 'talk')
  const holder = make('span', 'avatar', {}, drawn())
  holder.classList.add(single ? avatorStyle : iconStyle)
  if (!single || !config.avatar) return holder
  const picture = make('img', 'picture', { alt: '', decoding: 'async', referrerPolicy: 'no-referrer' })
  picture.addEventListener('load', () => holder.replaceChildren(picture))
  picture.src = config.avatar
  return holder
}

function button({ words, buttonText, buttonStyle, title }) {
  const text = words.button[buttonText]
  const el = make('button', 'button press', { type: 'button' }, text)
  el.classList.add(buttonStyle)
  el.setAttribute('aria-label', title === text ? text : `${text} ${title}`)
  return el
}
