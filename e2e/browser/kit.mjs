// A server that answers a cell as menling does, by the kit's wire: for what a product cannot be made to do when a story wants it.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

const element = await readFile(new URL('../../web/dist/menling-contact.js', import.meta.url))
const codeOf = (plugid) => `/kit/v1/ways/${plugid}/qr.png`

/** ways holds what is said of each plugid; answers what its next presses are answered, a function of the body or nothing at all. */
export async function openKit({ picture, allowed }) {
  const ways = new Map()
  const answers = new Map()
  const presses = []
  const reads = []
  const png = picture ? await readFile(picture) : Buffer.alloc(0)

  async function answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, 'http://kit')
    const said = (status, type, body, headers = {}) => response.writeHead(status, { 'Content-Type': type, ...headers }).end(body)
    const json = (status, body) => said(status, 'application/json', JSON.stringify(body))
    if (pathname === '/kit/v1/menling-contact.js') return said(200, 'text/javascript', element, { 'Access-Control-Allow-Origin': '*' })
    if (pathname.endsWith('/qr.png')) return ways.has(pathname.split('/')[4]) ? said(200, 'image/png', png) : json(404, {})
    const { origin } = request.headers
    if (origin && !allowed.includes(origin)) return json(403, { code: 'cross_origin' })
    if (origin) response.setHeader('Access-Control-Allow-Origin', origin)
    response.setHeader('Access-Control-Allow-Headers', 'Content-Type')
    if (request.method === 'OPTIONS') return response.writeHead(204).end()
    if (pathname === '/kit/v1/press') return press(JSON.parse(await textOf(request)), json)
    const plugid = decodeURIComponent(pathname.split('/')[4])
    reads.push({ plugid, mask: searchParams.get('mask') })
    const way = ways.get(plugid)
    if (!way) return json(404, { errcode: -3002 })
    const masked = searchParams.get('mask') === '1'
    json(200, { plugid, kind: 'contact', persons: 'single', avatar: '', style: {}, open: true, ...way, ...(masked && { name: '' }) })
  }

  function press(body, json) {
    presses.push(body)
    const next = answers.get(body.plugid)
    if (next === silence) return // the connection stays open, and nothing comes
    const { status = 200, ...own } = next ?? {}
    json(status, { errcode: 0, errmsg: '', name: ways.get(body.plugid)?.name ?? '', headurl: '', notifytype: 1, qr_code: `${kit.url}${codeOf(body.plugid)}?v=1`, ...own })
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const kit = { url: `http://127.0.0.1:${server.address().port}`, ways, answers, presses, reads, close: () => (server.closeAllConnections(), server.close()) }
  return kit
}

/** An answer that never comes. */
export const silence = Symbol('silence')

async function textOf(request) {
  let text = ''
  for await (const part of request) text += part
  return text
}
