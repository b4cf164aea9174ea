import { ref } from 'vue'
import { recall, remember } from '@/app/remember'

/** The saved list that is seen first, on this device; 0 is all ways. */
export const firstView = ref(Number(recall('firstView') ?? 0) || 0)

export function openFirst(view: number) {
  firstView.value = view
  remember('firstView', view ? String(view) : null)
}
