import { onBeforeUnmount, onMounted, type Ref } from 'vue'

/** How far a finger goes before it means something, in pixels. */
const far = 72

/** What swiping across a pane does on a phone. What scrolls sideways or is swiped by itself is left alone. */
export function useSwipe(el: Ref<HTMLElement | undefined>, does: { left: () => void; right: () => void }) {
  const phone = window.matchMedia('(max-width: 720px)')
  let from: { x: number; y: number } | null = null

  function begin(event: TouchEvent) {
    const touch = event.touches.length === 1 ? event.touches[0] : undefined
    const taken = (event.target as Element).closest('input, textarea, .pictures, [data-own-swipe]')
    from = phone.matches && touch && (!taken || taken === el.value) ? { x: touch.clientX, y: touch.clientY } : null
  }

  function end(event: TouchEvent) {
    const touch = event.changedTouches[0]
    if (!from || !touch || window.getSelection()?.toString()) return
    const [x, y] = [touch.clientX - from.x, touch.clientY - from.y]
    from = null
    if (Math.abs(x) < far || Math.abs(y) > Math.abs(x) / 2) return
    if (x > 0) does.right()
    else does.left()
  }

  onMounted(() => {
    el.value?.addEventListener('touchstart', begin, { passive: true })
    el.value?.addEventListener('touchend', end, { passive: true })
  })
  onBeforeUnmount(() => {
    el.value?.removeEventListener('touchstart', begin)
    el.value?.removeEventListener('touchend', end)
  })
}
