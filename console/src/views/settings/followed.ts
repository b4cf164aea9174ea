import { watch, type Ref } from 'vue'

/**
 * Takes a setting into a form when it comes, when another account is chosen, and when a colleague changes it; the last not
 * over what is being edited.
 */
export function useFollowed<T>(setting: Ref<T | undefined>, account: Ref<number>, edited: (from: T) => boolean, take: (now: T) => void) {
  let shown = -1
  watch(setting, (now, before) => {
    if (!now || (shown === account.value && before && edited(before))) return
    shown = account.value
    take(now)
  }, { immediate: true })
}
