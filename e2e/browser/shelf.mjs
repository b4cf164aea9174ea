// Pages of somebody's own site, on which a cell stands: plain, under a strict content policy, with Vue and with React.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

const libraries = {
  '/vue.js': 'vue/dist/vue.global.prod.js',
  '/react.js': 'react/umd/react.production.min.js',
  '/react-dom.js': 'react-dom/umd/react-dom.production.min.js',
}

/** Every page notes in told what the cells tell. */
const note = `var told = []
for (const name of ['startmessage', 'completemessage']) addEventListener(name, (event) => told.push([name, event.detail]))`

const page = (head, body) => `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>门店</title><link rel="icon" href="data:,"><script src="/note.js"></script>${head}<body><main><h1>门店</h1>${body}</main>`

/** An origin of its own; pages are put on it by their address. */
export async function openShelf() {
  const pages = new Map()
  const server = createServer(async (request, response) => {
    if (request.url === '/note.js') return response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(note)
    const library = libraries[request.url]
    if (library) return response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(await readFile(new URL(`node_modules/${library}`, import.meta.url)))
    const found = pages.get(request.url)
    if (!found) return response.writeHead(404).end()
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...(found.policy && { 'Content-Security-Policy': found.policy }) }).end(page(found.head ?? '', found.body))
  })
  await new Promise((resolve) => server.listen(0, resolve))
  const { port } = server.address()
  return {
    url: `http://127.0.0.1:${port}`,
    foreign: `http://localhost:${port}`, // the same pages, of another origin
    put: (at, body, more = {}) => pages.set(at, { body, ...more }),
    close: () => (server.closeAllConnections(), server.close()),
  }
}

/** What loads the element from a server. */
export const loads = (server) => `<script type="module" src="${server}/kit/v1/menling-contact.js"></script>`

/** The least that a page has to allow. */
export const strict = (server) => `default-src 'none'; script-src 'self' ${server}; connect-src ${server}; img-src data: ${server}; require-trusted-types-for 'script'; trusted-types 'none'`

export const vuePage = (server) => ({
  head: `<script src="/vue.js"></script>${loads(server)}`,
  body: `<div id="app"><menling-contact plugid="1" :style-type="style" :bubble-color="colour" @completemessage="came = $event.detail.errcode"></menling-contact>
<button @click="style = 1">一行</button><output>{{ came }}</output></div>
<script>const app = Vue.createApp({ data: () => ({ style: 3, colour: '0E7C66', came: 'none' }) })
app.config.compilerOptions.isCustomElement = (tag) => tag === 'menling-contact'
app.mount('#app')</script>`,
})

// React before 19 knows attributes alone.
export const reactPage = (server) => ({
  head: `<script src="/react.js"></script><script src="/react-dom.js"></script>${loads(server)}`,
  body: `<div id="app"></div><script>function Shop() {
  const [style, setStyle] = React.useState(3)
  const cell = React.createElement('menling-contact', { plugid: '1', styleType: style, 'button-text': 4 })
  return React.createElement('div', null, cell, React.createElement('button', { onClick: () => setStyle(1) }, '一行'))
}
ReactDOM.createRoot(document.getElementById('app')).render(React.createElement(Shop))</script>`,
})
