// The dialog of a press: the code to scan, or why there is none, in plain words and with a way on.
import { icon, make } from './dom.js'

const inside = (name) => navigator.userAgent.toLowerCase().includes(name)

/** How this client gets from a picture to WeChat. */
function hintOf(words) {
  if (inside('wxwork')) return words.inWeCom
  if (inside('micromessenger')) return words.inWeChat
  return matchMedia('(pointer: coarse)').matches ? words.onPhone : words.onDesk
}

/**
 * Shows what a press came to. Focus stays inside and goes back to the button afterwards: the browser sees to both.
 * @param {ShadowRoot} root
 * @param {import('./press.js').Outcome & { name?: string }} outcome name: whom it may be said to lead to
 * @param {any} words
 * @param {() => void} again presses once more
 */
export function show(root, { detail, picture, status, name }, words, again) {
  const dialog = make('dialog', 'dialog')
  const retry = () => {
    dialog.close()
    again()
  }
  dialog.append(closing(dialog, words), ...(picture ? coded(detail.errcode, name, picture, words, retry) : said(detail.errcode, status, words, retry)))
  dialog.setAttribute('aria-labelledby', 'title')
  dialog.addEventListener('close', () => dialog.remove())
  dialog.addEventListener('click', (event) => event.target === dialog && beside(dialog, event) && dialog.close())
  root.append(dialog)
  dialog.showModal()
  return dialog
}

/** The code. Where its picture does not come, words take its place. */
function coded(errcode, name, picture, words, retry) {
  const title = make('h2', 'title', { id: 'title' }, name || words.add)
  const code = make('img', 'picture qr', { alt: words.picture })
  const hint = make('p', 'hint', {}, hintOf(words))
  code.addEventListener('error', () => {
    hint.remove()
    code.replaceWith(...alarm(words.unseen, words, retry))
  })
  code.src = picture
  return [title, code, hint, errcode === 0 ? null : make('p', 'text', {}, words.friends)].filter(Boolean)
}

function said(errcode, status, words, retry) {
  const title = (text) => make('h2', 'title', { id: 'title' }, text)
  if (errcode === 0) return [title(words.sent)]
  const why = words[status === 429 ? 429 : errcode] ?? words[-3005]
  if (errcode === -3006 || errcode === -3012) return [title(words.add), make('p', 'message', {}, why)]
  return [title(words.failed), ...alarm(why, words, retry)]
}

function alarm(why, words, retry) {
  const again = make('button', 'button again', { type: 'button', onclick: retry }, words.again)
  again.classList.add('primary')
  return [make('p', 'message', {}, why), again]
}

function closing(dialog, words) {
  const close = make('button', 'close', { type: 'button', onclick: () => dialog.close() }, icon('close'))
  close.setAttribute('aria-label', words.close)
  return close
}

/** Whether a click fell outside of the dialog's box, on the ground behind it. */
function beside(dialog, { clientX: x, clientY: y }) {
  const box = dialog.getBoundingClientRect()
  return x < box.left || x > box.right || y < box.top || y > box.bottom
}
