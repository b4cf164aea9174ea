import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** Rows drawn beyond each edge, so that a quick scroll finds them there. */
const spare = 8

/** Which rows of equal height are in view of a scrolling box: only they are drawn, however long the list is. */
export function useRowsInView(box: Ref<HTMLElement | undefined>, height: number, count: () => number) {
  const top = ref(0)
  const room = ref(window.innerHeight)
  let observer: ResizeObserver | undefined

  const first = computed(() => Math.max(0, top.value - spare))
  const last = computed(() => Math.min(count(), top.value + Math.ceil(room.value / height) + spare))

  function scrolled() {
    const next = Math.floor((box.value?.scrollTop ?? 0) / height)
    // Steps of a few rows: most scroll events draw nothing new.
    top.value = next - (next % 4)
  }

  /** Scrolls just far enough to see a row. */
  function show(index: number) {
    const el = box.value
    if (!el || index < 0) return
    const from = index * height
    if (from < el.scrollTop) el.scrollTop = from
    else if (from + height > el.scrollTop + el.clientHeight) el.scrollTop = from + height - el.clientHeight
  }

  onMounted(() => {
    observer = new ResizeObserver(() => (room.value = box.value?.clientHeight ?? room.value))
    if (box.value) observer.observe(box.value)
  })
  onBeforeUnmount(() => observer?.disconnect())
  return { first, last, scrolled, show }
}
