import type { Organise } from '@/api/types'

export interface OrganiseChoice {
  /** Not chosen leaves it as it is; 0 takes it away. */
  folder?: number
  owner?: number
  add: number[]
  remove: number[]
}

/** What is asked for, or null when nothing is. A label that is added is not taken away. */
export function organiseOf({ folder, owner, add, remove }: OrganiseChoice): Omit<Organise, 'ids'> | null {
  const off = remove.filter((id) => !add.includes(id))
  const wanted = {
    ...(typeof folder === 'number' && { folder_id: folder }), ...(typeof owner === 'number' && { owner_id: owner }),
    ...(add.length && { add_labels: add }), ...(off.length && { remove_labels: off }),
  }
  return Object.keys(wanted).length ? wanted : null
}
