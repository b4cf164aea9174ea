/** Where a page of the mini program opens for an agent; parameters of its path stand in the address as {name}. */
export interface CardLink {
  page: string
  url: string
}

const plain = (page: string) => page.trim().replace(/^\//, '').replace(/\.html$/, '')

/** The address for a card's path; empty when no link fits, or when the path lacks a parameter that the address wants. */
export function cardAddress(links: readonly CardLink[], path: string): string {
  const [page = '', query = ''] = path.split(/\?(.*)/s)
  const link = links.find((one) => plain(one.page) === plain(page))
  if (!link) return ''
  const said = new URLSearchParams(query)
  let lacks = false
  const address = link.url.replace(/\{([A-Za-z0-9_.-]+)\}/g, (_, name: string) => {
    const value = said.get(name)
    if (!value) lacks = true
    return encodeURIComponent(value ?? '')
  })
  return !lacks && /^https?:\/\//.test(address) ? address : ''
}
