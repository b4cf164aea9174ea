import { nextTick, onBeforeUnmount, onMounted, type Ref } from 'vue'

const layers: symbol[] = []
const reachable = 'a[href], button:not(:disabled), input:not(:disabled):not([tabindex="-1"]), textarea:not(:disabled), summary, [tabindex="0"]'

/** A list of a select that lies open has the Escape for itself; one that is just going has not. */
function listOpen(): boolean {
  return [...document.querySelectorAll('.t-select__dropdown')].some((list) => list.checkVisibility() && !list.closest('[class*=leave-active]'))
}

/**
 * What a drawer or dialog owes to the keyboard while it is there: the focus comes in, stays in and goes back where it
 * was, and Escape closes the topmost of them. The library's own Escape would close a form under an open list.
 */
export function useLayer(inside: Ref<HTMLElement | undefined>, close: () => void) {
  const layer = Symbol('layer')
  const before = document.activeElement
  const root = () => inside.value?.closest<HTMLElement>('[role=dialog]')

  function press(event: KeyboardEvent) {
    if (layers.at(-1) !== layer || event.isComposing || document.querySelector('dialog[open]')) return
    if (event.key === 'Tab') return keepIn(event)
    if (event.key !== 'Escape' || listOpen()) return
    event.preventDefault()
    event.stopPropagation()
    close()
  }

  function keepIn(event: KeyboardEvent) {
    const all = [...(root()?.querySelectorAll<HTMLElement>(reachable) ?? [])].filter((el) => el.checkVisibility())
    const leaving = event.shiftKey ? all[0] : all.at(-1)
    const at = document.activeElement
    if (at !== leaving && all.includes(at as HTMLElement)) return
    if (at !== leaving && root()?.contains(at) && at !== root()) return
    event.preventDefault()
    ;(event.shiftKey ? all.at(-1) : all[0])?.focus()
  }

  /** Into the layer, and on to the field that asks for it as soon as it can be seen; unless somebody is in one already. */
  function enter(frames = 30) {
    const at = document.activeElement
    if (at !== root() && root()?.contains(at)) return
    root()?.focus({ preventScroll: true })
    const field = root()?.querySelector<HTMLElement>('[autofocus]')
    field?.focus({ preventScroll: true })
    if (field && frames > 0) requestAnimationFrame(() => enter(frames - 1))
  }

  onMounted(async () => {
    layers.push(layer)
    window.addEventListener('keydown', press, true)
    await nextTick()
    enter()
  })
  onBeforeUnmount(() => {
    layers.splice(layers.indexOf(layer), 1)
    window.removeEventListener('keydown', press, true)
    if (before instanceof HTMLElement) void nextTick(() => before.focus({ preventScroll: true }))
  })
}
