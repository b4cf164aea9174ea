// Draws docs/images/kit.png: every look of the components, in light and in dark. The components are rendered by the simulator,
// written down as a page, and that page is pictured by Chromium (CHROMIUM, or one of the usual names).
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { setup } = require('../src')
const { platform } = require('../test/fake-wx')
const { put, until, find, tap, attributesOf } = require('../test/stage')
const { rows, phones } = require('./scenes')

const width = 1640
const height = 1530

const target = path.join(__dirname, '../../docs/images/kit.png')

const image = name => `data:image/svg+xml;base64,${fs.readFileSync(path.join(__dirname, name)).toString('base64')}`

const face = image('face.svg')

const single = { kind: 'contact', persons: 'single', name: '张三', avatar: face, style: {}, open: true }
const multi = { ...single, persons: 'multi', name: '', avatar: '' }

const answers = {
  ways: ({ url }) => ({ plugid: '', ...(url.includes('/one') ? single : multi) }),
  press: ({ data }) => ({ errcode: data.button === 'nobody' ? -3008 : 0, errmsg: '', name: '张三', headurl: face, notifytype: data.button === 'code' ? 1 : 0, qr_code: image('code.svg') }),
  source: { session_from: 'page=p&t=1&sig=s', open: true, hours: '09:00–18:00', waiting: 2, expires_in: 86400 },
}

const styles = `
  * { box-sizing: content-box }
  body { margin: 0; width: ${width}px; height: ${height}px; display: flex; font: 12px/1.5 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif }
  wx-view, contact-cell, join-cell, service-button, answer-sheet, wx-root-portal { display: block }
  wx-button { display: block; position: relative }
  img { object-fit: cover }
  section { flex: 1; padding: 24px; display: grid; grid-template-columns: 1fr 1fr; gap: 12px 20px; align-content: start }
  .light { background: #f6f7f5; color: #66716d }
  .dark { background: #111614; color: #97a39e }
  figure { margin: 0; min-width: 0 }
  figcaption { margin-bottom: 4px; font-size: 11px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
  .card { padding: 8px 12px; border-radius: 8px; min-height: 48px; align-content: center }
  .light .card { background: #fff }
  .dark .card { background: #191f1c }
  .beside { display: flex; gap: 12px; align-items: center }
  .bare { background: none !important; padding: 0; min-height: 0 }
  .phone { height: 440px; border-radius: 16px; overflow: hidden; transform: translateZ(0); padding: 16px; box-sizing: border-box }
  .low { height: 230px }
  .light .phone { background: #fff; border: 1px solid #e3e7e4 }
  .dark .phone { background: #191f1c; border: 1px solid #2a322e }
  .stack > * + * { margin-top: 20px }
`

/** One component on the page, as HTML, when it has come to rest. */
async function drawn({ component, properties, press, ready }, theme) {
  const made = put(component, { ...properties, theme })
  await until(() => (ready ? ready(made, find) : made.data.reading === false))
  if (press) {
    tap(made, press)
    await until(() => find(made, 'sheet'))
  }
  return written(made.dom)
}

/** The elements of the simulator as those of a browser: it keeps a picture's address to itself. */
function written(dom) {
  for (const element of dom.querySelectorAll('wx-image')) {
    const img = document.createElement('img')
    img.className = element.className
    img.style.cssText = element.style.cssText
    img.src = attributesOf(element).src
    element.replaceWith(img)
  }
  return dom.outerHTML
}

async function panel(theme) {
  const figures = []
  for (const scene of [...rows, ...phones]) {
    const parts = []
    for (const part of scene.parts) parts.push(await drawn(part, theme))
    figures.push(`<figure><figcaption>${scene.caption}</figcaption><div class="${scene.frame || 'card'}">${parts.join('')}</div></figure>`)
  }
  return `<section class="${theme}">${figures.join('')}</section>`
}

function picture(html) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'menling-kit-'))
  const file = path.join(folder, 'kit.html')
  fs.writeFileSync(file, html)
  const browser = process.env.CHROMIUM || ['chromium', 'chromium-browser', 'google-chrome'].find(installed)
  execFileSync(browser, [
    '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-prefers-reduced-motion', '--force-color-profile=srgb',
    `--window-size=${width},${height}`, `--screenshot=${target}`, `file://${file}`,
  ], { stdio: ['ignore', 'ignore', 'ignore'] })
  fs.rmSync(folder, { recursive: true })
}

function installed(name) {
  return process.env.PATH.split(path.delimiter).some(folder => fs.existsSync(path.join(folder, name)))
}

async function main() {
  platform({ answers })
  setup({ server: 'https://bell.example.com', lang: 'zh' })
  const panels = [await panel('light'), await panel('dark')]
  const sheets = [...document.querySelectorAll('style')].map(style => style.textContent).join('\n')
  picture(`<!doctype html><html lang="zh"><meta charset="utf-8"><style>${styles}${sheets}</style><body>${panels.join('')}`)
}

main()
