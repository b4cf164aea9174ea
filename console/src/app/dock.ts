import type { Directive } from 'vue'

/** What stands at the bottom of a phone's screen: the composer, or the bar with the pages. */
const docks = new Set<HTMLElement>()
const observer = new ResizeObserver(measure)

function measure() {
  const height = Math.max(0, ...[...docks].map((el) => el.offsetHeight))
  document.documentElement.style.setProperty('--dock', `${height}px`)
}

/** Tells the height of an element as `--dock`, so that notices stay above it. */
export const vDock: Directive<HTMLElement> = {
  mounted(el) {
    docks.add(el)
    observer.observe(el)
  },
  unmounted(el) {
    docks.delete(el)
    observer.unobserve(el)
    measure()
  },
}
