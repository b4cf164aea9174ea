import { reactive, ref } from 'vue'
import { recall, remember } from '@/app/remember'

/** Whose drafts these are: another person at this device does not read them. */
const owner = ref(0)

export function setOwner(agent: number) {
  owner.value = agent
}

export const ofOwner = (what: string, conversation: number) => `${what}.${owner.value}.${conversation}`

/** What is written and not sent; kept on this device. */
const drafts = reactive(new Map<string, string>())

function read(key: string): string {
  return drafts.get(key) ?? recall(key) ?? ''
}

function write(key: string, text: string) {
  drafts.set(key, text)
  remember(key, text)
}

export const draftOf = (conversation: number) => read(ofOwner('draft', conversation))

/** What only looks for a quick reply is no draft: it would open the list again. */
export function setDraft(conversation: number, text: string) {
  write(ofOwner('draft', conversation), /^\/\S*$/.test(text) ? '' : text)
}

export const noteOf = (conversation: number) => read(ofOwner('note', conversation))

export const setNote = (conversation: number, text: string) => write(ofOwner('note', conversation), text)

/** Names what is to be noted, so that it is noted once however often it is sent: until the answer came, the same words have the same key. */
export function noteKey(conversation: number, body: unknown, draw: () => string): string {
  const [at, said] = [ofOwner('noting', conversation), JSON.stringify(body)]
  const [key, before] = JSON.parse(read(at) || '[]') as string[]
  if (key && before === said) return key
  const drawn = draw()
  write(at, JSON.stringify([drawn, said]))
  return drawn
}

export const noteAnswered = (conversation: number) => write(ofOwner('noting', conversation), '')
