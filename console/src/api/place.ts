/** A list as it is kept in pages; `next` of the last page is empty when everything is loaded. */
export interface Pages<Row, P extends { items: Row[]; next: string } = { items: Row[]; next: string }> {
  pages: P[]
  pageParams: unknown[]
}

export interface Placing<Row> {
  /** Whether the row belongs to this list at all. */
  belongs: boolean
  /** Whether a row not seen before may be put in; false keeps a filtered list to what the server found. */
  insert?: boolean
  /** Negative when a stands before b. */
  order: (a: Row, b: Row) => number
}

/**
 * Puts one changed row at its place in a paged list, or takes it out. A row whose place is after everything
 * loaded is left to the page that will bring it. Pages that stay as they are stay the same objects: a list may be long.
 */
export function placeRow<Row extends { id: number }, D extends Pages<Row>>(
  data: D,
  id: number,
  row: Row | null,
  rule: Placing<Row>,
): D {
  const had = data.pages.findIndex((page) => page.items.some((item) => item.id === id))
  const wanted = row !== null && rule.belongs && (had >= 0 || rule.insert !== false)
  if (had < 0 && !wanted) return data
  const pages = [...data.pages]
  if (had >= 0) pages[had] = { ...pages[had]!, items: pages[had]!.items.filter((item) => item.id !== id) }
  if (wanted) insert(pages, row, rule.order)
  return { ...data, pages }
}

function insert<Row>(pages: { items: Row[]; next: string }[], row: Row, order: (a: Row, b: Row) => number) {
  const at = pages.findIndex(({ items }) => items.length > 0 && order(row, items.at(-1)!) < 0)
  const page = at < 0 ? pages.length - 1 : at
  const target = pages[page]
  if (!target || (at < 0 && target.next !== '')) return
  const items = [...target.items]
  const before = items.findIndex((item) => order(row, item) < 0)
  items.splice(before < 0 ? items.length : before, 0, row)
  pages[page] = { ...target, items }
}
