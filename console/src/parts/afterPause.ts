import { onScopeDispose } from 'vue'

/** Does something when it has not been called for a while: typing asks once, not by every letter. */
export function afterPause(ms: number, act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  onScopeDispose(() => clearTimeout(timer))
  return () => {
    clearTimeout(timer)
    timer = setTimeout(act, ms)
  }
}
