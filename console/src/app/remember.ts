/** localStorage that never throws: it may be full or blocked, and then things are only forgotten. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`menling.${key}`)
  } catch {
    return null
  }
}

export function remember(key: string, value: string | null) {
  try {
    if (value === null || value === '') localStorage.removeItem(`menling.${key}`)
    else localStorage.setItem(`menling.${key}`, value)
  } catch {
    // forgotten at the next visit, nothing worse
  }
}
