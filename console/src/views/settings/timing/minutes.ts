/** Whole hours or days that so many minutes are; null where minutes say it best. */
export function lengthWords(minutes: number): { unit: 'hours' | 'days'; n: number } | null {
  if (minutes < 90) return null
  const tenths = (n: number) => Math.round(n * 10) / 10
  return minutes < 48 * 60 ? { unit: 'hours', n: tenths(minutes / 60) } : { unit: 'days', n: tenths(minutes / 1440) }
}
