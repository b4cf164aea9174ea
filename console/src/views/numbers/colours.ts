/** The theme's colours as they are now; drawings take values, not variables. */
export function colours() {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    accent: read('--accent'), soft: read('--accent-soft'), brass: read('--brass'), alarm: read('--alarm'),
    ink: read('--ink'), muted: read('--muted'), line: read('--line'), faint: read('--faint'), panel: read('--panel'), font: read('--font'),
  }
}
