import { colours } from '../numbers/colours'

type Colours = ReturnType<typeof colours>

/** What all drawings of this page have in common. */
export function frame(c: Colours, labels: string[], left = 36) {
  return {
    textStyle: { fontFamily: c.font, color: c.muted },
    grid: { left, right: 12, top: 34, bottom: 24 },
    legend: { right: 8, top: 0, itemWidth: 12, itemHeight: 8, textStyle: { color: c.muted } },
    xAxis: { type: 'category', data: labels, axisLine: { lineStyle: { color: c.line } }, axisTick: { show: false }, axisLabel: { color: c.muted, hideOverlap: true } },
    yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: c.line } }, axisLabel: { color: c.muted } },
  }
}

export const tooltip = (c: Colours, valueFormatter?: (value: unknown) => string) =>
  ({ trigger: 'axis', backgroundColor: c.panel, borderColor: c.line, textStyle: { color: c.ink }, axisPointer: { type: 'shadow' }, ...(valueFormatter && { valueFormatter }) })

const second = 1000
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400].map((n) => n * second)

/** Marks on an axis of time that a person would choose: at most four above zero. */
export function timeAxis(most: number): { interval: number; max: number } {
  const day = steps.at(-1)!
  const interval = steps.find((step) => most <= step * 4) ?? Math.ceil(most / 4 / day) * day
  return { interval, max: Math.max(1, Math.ceil(most / interval)) * interval }
}
