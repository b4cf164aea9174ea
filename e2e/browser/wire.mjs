// A wire to the server that can be cut, as networks are: what runs over it breaks, and nothing new gets through.
import { createServer, connect } from 'node:net'

/** What a browser says about a cut wire. */
export const cutWords = [/ERR_(INCOMPLETE_CHUNKED_ENCODING|CONTENT_LENGTH_MISMATCH|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|CONNECTION_(RESET|CLOSED|REFUSED|ABORTED)|NETWORK_CHANGED)/]

export async function openWire(url) {
  const { hostname, port } = new URL(url)
  const sockets = new Set()
  let whole = true
  const server = createServer((near) => {
    if (!whole) return near.destroy()
    const far = connect(Number(port), hostname)
    for (const [from, to] of [[near, far], [far, near]]) {
      sockets.add(from)
      from.on('error', () => {}).on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    whole = false
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    cut,
    heal: () => (whole = true),
    close: () => {
      cut()
      server.close()
    },
  }
}
