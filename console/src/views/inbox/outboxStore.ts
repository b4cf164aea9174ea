import type { Pending } from '@/api/thread'

/** What is kept of a message that is not sent yet: everything but the address of its picture, which dies with the page. */
export type Kept = Omit<Pending, 'picture'> & { agent: number }

/** Pictures that are attached and not sent, of one agent and conversation. */
export interface KeptDraft {
  key: string
  pictures: { file: Blob; shrunk: boolean }[]
}

type Box = 'outbox' | 'drafts'
const boxes: Box[] = ['outbox', 'drafts']
let opened: Promise<IDBDatabase> | undefined

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('menling', 2)
    request.onupgradeneeded = () => {
      for (const box of boxes.filter((name) => !request.result.objectStoreNames.contains(name))) request.result.createObjectStore(box, { keyPath: 'key' })
    }
    request.onsuccess = () => {
      // A newer page in another tab may want to add to it.
      request.result.onversionchange = () => request.result.close()
      resolve(request.result)
    }
    request.onerror = () => reject(request.error)
  })
  return opened
}

/** A browser may forbid or lose its storage: then things are kept as long as the page is open. */
async function ask<T>(store: Box, mode: IDBTransactionMode, run: (box: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  try {
    const db = await database()
    return await new Promise<T>((resolve, reject) => {
      const request = run(db.transaction(store, mode).objectStore(store))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  } catch {
    return undefined
  }
}

export const keep = (item: Kept) => ask('outbox', 'readwrite', (box) => box.put(item))

export const forget = (key: string) => ask('outbox', 'readwrite', (box) => box.delete(key))

/** Everything this agent has not sent yet, in the order it was written. */
export async function kept(agent: number): Promise<Kept[]> {
  const all = (await ask<Kept[]>('outbox', 'readonly', (box) => box.getAll())) ?? []
  return all.filter((item) => item.agent === agent).sort((a, b) => a.at - b.at)
}

export const draftBox = {
  put: (draft: KeptDraft) => ask('drafts', 'readwrite', (box) => box.put(draft)),
  forget: (key: string) => ask('drafts', 'readwrite', (box) => box.delete(key)),
  get: (key: string) => ask<KeptDraft | undefined>('drafts', 'readonly', (box) => box.get(key)),
}
