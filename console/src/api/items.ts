/** A list that is sent whole. */
export interface Items<Row> {
  items: Row[]
}

/** Replaces, adds at the end, or takes out one row of a list that was fetched before. */
export function placeItem<Row extends { id: number }>(
  data: Items<Row> | undefined,
  id: number,
  row: Row | null,
): Items<Row> | undefined {
  if (!data) return data
  const at = data.items.findIndex((item) => item.id === id)
  const items = [...data.items]
  if (row === null) items.splice(at, at < 0 ? 0 : 1)
  else if (at < 0) items.push(row)
  else items[at] = row
  return { ...data, items }
}
