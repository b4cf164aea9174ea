import { computed, ref } from 'vue'

/** Server clock minus this machine's clock, ms. In the demo the server's clock can jump. */
export const clockOffset = ref(0)

const tick = ref(Date.now())
setInterval(() => (tick.value = Date.now()), 1000)

/** The server's time in ms, moving once a second; countdowns and ages are drawn from it. */
export const now = computed(() => tick.value + clockOffset.value)

/** The server's time right now. */
export function serverNow(): number {
  return Date.now() + clockOffset.value
}

/** Takes over the server's clock; small wavering of the network is left alone. */
export function setOffset(offset: number) {
  if (Math.abs(offset - clockOffset.value) > 500) clockOffset.value = offset
}
