/** Screens around what is in view that are kept drawn. */
const margin = '150% 0px'

/** The height comes with it: asking for it would have the page laid out once more. */
type Told = (near: boolean, height: number) => void

const watched = new WeakMap<Element, Told>()
const observers = new WeakMap<Element, IntersectionObserver>()

function observerOf(box: Element): IntersectionObserver {
  let found = observers.get(box)
  if (!found) {
    found = new IntersectionObserver((entries) => entries.forEach((e) => watched.get(e.target)?.(e.isIntersecting, e.boundingClientRect.height)), { root: box, rootMargin: margin })
    observers.set(box, found)
  }
  return found
}

/** Tells when an element comes near what is in view of its scrolling box, and when it leaves. */
export function watchRoom(el: Element, told: Told): () => void {
  const box = el.closest('[data-scroll]')
  if (!box) return () => {}
  watched.set(el, told)
  const observer = observerOf(box)
  observer.observe(el)
  return () => observer.unobserve(el)
}
