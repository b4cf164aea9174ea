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
 * loaded is left to the page that will bring it.
 */
export function placeRow<Row extends { id: number }, D extends Pages<Row>>(
  data: D,
  id: number,
  row: Row | null,
  rule: Placing<Row>,
): D {
  const had = data.pages.some((page) => page.items.some((item) => item.id === id))
  const pages = data.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) }))
  if (row !== null && rule.belongs && (had || rule.insert !== false)) insert(pages, row, rule.order)
  return { ...data, pages }
}

function insert<Row>(pages: { items: Row[]; next: string }[], row: Row, order: (a: Row, b: Row) => number) {
  for (const page of pages) {
    const at = page.items.findIndex((item) => order(row, item) < 0)
    if (at >= 0) {
      page.items.splice(at, 0, row)
      return
    }
  }
  const last = pages.at(-1)
  if (last && last.next === '') last.items.push(row)
}
