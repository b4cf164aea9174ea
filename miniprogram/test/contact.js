// Contact cells on the page, with the platform behind them, and what is seen of them.
const { beforeEach } = require('node:test')
const { setup } = require('../src')
const { platform } = require('./fake-wx')
const { put, until, find, classesOf } = require('./stage')

const single = { plugid: '7', kind: 'contact', persons: 'single', name: '张三', avatar: 'https://a.example/h.png', style: {}, open: true }
const multi = { ...single, persons: 'multi', name: '', avatar: '' }
const shown = { errcode: 0, errmsg: '', name: '张三', headurl: 'https://a.example/h.png', notifytype: 1, qr_code: 'https://a.example/qr.png?v=1' }

// Each test has a server of its own, so that nothing is known from the one before.
let tests = 0
beforeEach(() => setup({ server: `https://bell${++tests}.example.com`, lang: '' }))

/** A cell whose way has been read, with the platform behind it. */
async function cellOf(way, properties = {}, answers = {}) {
  const fake = platform({ answers: { ways: way, press: shown, ...answers } })
  const cell = put('contact-cell', { plugid: '7', ...properties })
  await until(() => !cell.data.reading, 'the way')
  return { cell, fake }
}

/** What a cell shows of the things that properties change. */
function seen(cell) {
  const has = name => Boolean(find(cell, name))
  const text = name => (find(cell, name) ? find(cell, name).textContent : undefined)
  const face = find(cell, 'face')
  const button = find(cell, 'button')
  const bubble = find(cell, 'bubble')
  const row = find(cell, 'row')
  return {
    block: ['row', 'bubble', 'alone', 'chatting'].find(has),
    title: text('title'),
    name: text('name'),
    service: text('service'),
    button: button && button.textContent,
    style: button && classesOf(button).find(each => each === 'primary' || each === 'light'),
    shape: face && classesOf(face).find(each => each === 'circle' || each === 'rect'),
    icon: face && classesOf(face).find(each => each.startsWith('icon-')),
    padding: row && row.style.padding,
    colour: bubble && bubble.style.backgroundColor,
  }
}

module.exports = { single, multi, shown, cellOf, seen }
