import { nextTick } from 'vue'

/** Puts a text where the cursor of a field stands, and the cursor behind it. */
export async function insertAt(field: HTMLTextAreaElement | HTMLInputElement | null | undefined, what: string, put: (text: string) => void) {
  if (!field) return
  const { value } = field
  const from = field.selectionStart ?? value.length
  put(value.slice(0, from) + what + value.slice(field.selectionEnd ?? from))
  await nextTick()
  field.focus()
  field.setSelectionRange(from + what.length, from + what.length)
}
