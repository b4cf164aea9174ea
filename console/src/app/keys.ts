import { onBeforeUnmount, onMounted } from 'vue'

export type KeyMap = Record<string, (event: KeyboardEvent) => void>

const layers: KeyMap[] = []
let pendingPrefix = ''
let pendingSince = 0

/** Keys that work while this component is shown: 'j', 'g i', 'mod+k', 'Escape'. A later layer comes first. */
export function useKeys(map: KeyMap) {
  onMounted(() => layers.push(map))
  onBeforeUnmount(() => layers.splice(layers.indexOf(map), 1))
}

/** The name of a key press, as the maps write it. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.metaKey || event.ctrlKey ? `mod+${key}` : key
}

/** What a press means after the one before it: 'g' then 'i' within a second is 'g i'. */
export function sequence(prefix: string, elapsed: number, name: string): string {
  return prefix !== '' && elapsed < 1000 ? `${prefix} ${name}` : name
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  return ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

/** Something lies over the page and has the keys, its own Escape among them. */
function floating(): boolean {
  const layers = document.querySelectorAll('.t-dialog, .t-drawer--open, dialog[open]')
  return [...layers].some((layer) => layer.checkVisibility())
}

export function handleKey(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.altKey) return
  const name = keyName(event)
  if (name !== 'mod+k') {
    if (name.startsWith('mod+') || floating()) return
    if (name !== 'Escape' && typing(event.target)) return
  }
  const full = sequence(pendingPrefix, event.timeStamp - pendingSince, name)
  pendingPrefix = ''
  const run = find(full) ?? find(name)
  if (run) {
    event.preventDefault()
    run(event)
  } else if (name === 'g') {
    pendingPrefix = name
    pendingSince = event.timeStamp
  }
}

function find(name: string) {
  for (let i = layers.length - 1; i >= 0; i--) {
    const run = layers[i]?.[name]
    if (run) return run
  }
  return undefined
}
