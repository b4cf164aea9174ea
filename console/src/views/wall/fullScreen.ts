import { onBeforeUnmount, onMounted, ref } from 'vue'

/** The whole screen for this page, where the browser gives it. */
export function useFullScreen() {
  const full = ref(false)
  const can = document.fullscreenEnabled
  const look = () => (full.value = document.fullscreenElement !== null)
  onMounted(() => document.addEventListener('fullscreenchange', look))
  onBeforeUnmount(() => {
    document.removeEventListener('fullscreenchange', look)
    if (full.value) void document.exitFullscreen().catch(() => {})
  })
  const toggle = () => void (full.value ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {})
  return { full, can, toggle }
}
