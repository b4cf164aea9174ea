/** A list with the item at one place put to another. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  const rest = list.filter((_, i) => i !== from)
  const item = list[from]
  if (item === undefined || from === to) return list
  return [...rest.slice(0, to), item, ...rest.slice(to)]
}
