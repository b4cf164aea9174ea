import { onBeforeUnmount, watch, type Ref } from 'vue'

/** While something small floats over the page, Escape shuts it and does nothing else. */
export function useEscape(shown: Ref<boolean>) {
  function press(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    shown.value = false
  }
  const stop = () => window.removeEventListener('keydown', press, true)
  watch(shown, (now) => (now ? window.addEventListener('keydown', press, true) : stop()))
  onBeforeUnmount(stop)
}
