import type { Folder } from '@/api/types'

/** A folder at its place among the others, with those it lies in. */
export interface Branch {
  id: number
  name: string
  depth: number
  /** The folders that it lies in, from the outside. */
  line: number[]
  path: string
  parent: boolean
  folder: Folder
}

const collator = new Intl.Collator('zh', { numeric: true })

/** All folders, each right before those that lie in it. */
export function branches(folders: Folder[]): Branch[] {
  const inside = new Map<number, Folder[]>()
  for (const folder of folders) inside.set(folder.parent_id, [...(inside.get(folder.parent_id) ?? []), folder])
  const walk = (parent: number, line: number[], path: string): Branch[] =>
    (inside.get(parent) ?? []).sort((a, b) => collator.compare(a.name, b.name)).flatMap((folder) => {
      const here = path ? `${path} / ${folder.name}` : folder.name
      const row = { id: folder.id, name: folder.name, depth: line.length, line, path: here, parent: inside.has(folder.id), folder }
      return [row, ...walk(folder.id, [...line, folder.id], here)]
    })
  return walk(0, [], '')
}

/** Those to be seen: all that they lie in are open. */
export const seen = (all: Branch[], open: ReadonlySet<number>) => all.filter((row) => row.line.every((id) => open.has(id)))

/** Where a folder may go: anywhere but into itself. */
export const places = (all: Branch[], id: number) => all.filter((row) => row.id !== id && !row.line.includes(id))
