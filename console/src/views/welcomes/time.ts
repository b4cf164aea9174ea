/** Milliseconds that the platform allows after the event. */
export const allowed = 20_000

/** Milliseconds as seconds, with a tenth below ten. */
export function seconds(ms: number): string {
  const s = ms / 1000
  return s < 10 ? s.toFixed(1) : String(Math.round(s))
}
