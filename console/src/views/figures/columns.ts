import type { Counted, FigureRow, Openable } from '@/api/figures'

/** A number of the table: what kind it is, where it is read, and which figure its conversations are opened by. */
export interface Column {
  /** As the definitions call it. */
  figure: string
  kind: 'count' | 'time' | 'share' | 'mean'
  opens?: Openable
  read: (of: Counted) => number | null
}

const count = (figure: 'started' | 'taken' | 'closed' | 'missed' | 'transfer_in' | 'transfer_out' | 'returned' | 'ratings'): Column => ({ figure, kind: 'count', opens: figure, read: (c) => c[figure] })
const messages = (figure: 'in' | 'out_agent' | 'out_rule' | 'out_bot'): Column => ({ figure, kind: 'count', read: (c) => c[figure] })

function time(figure: string, opens: 'waiting' | 'first_answer' | 'handling', which: 'median' | 'p90' | 'longest'): Column {
  return { figure, kind: 'time', opens, read: (c) => (c[opens].count ? c[opens][which] : null) }
}

function share(figure: 'in_target' | 'rated_good', whole: (c: Counted) => number): Column {
  return { figure, kind: 'share', opens: figure, read: (c) => (whole(c) ? (c[figure] * 100) / whole(c) : null) }
}

/** All of them, as the server orders them in its files. */
export const columns: Column[] = [
  count('started'), count('taken'), count('closed'), messages('in'), messages('out_agent'), messages('out_rule'), messages('out_bot'),
  time('waiting', 'waiting', 'median'), time('waiting_p90', 'waiting', 'p90'), time('waiting_longest', 'waiting', 'longest'),
  time('first_answer', 'first_answer', 'median'), time('first_answer_p90', 'first_answer', 'p90'), share('in_target', (c) => c.first_answer.count),
  time('handling', 'handling', 'median'), time('handling_p90', 'handling', 'p90'),
  count('missed'), count('transfer_in'), count('transfer_out'), count('returned'), count('ratings'),
  { figure: 'rating_mean', kind: 'mean', opens: 'ratings', read: (c) => (c.ratings ? c.rating_mean : null) }, share('rated_good', (c) => c.ratings),
]

export const columnOf = (figure: string) => columns.find((one) => one.figure === figure)

const groupFigures = {
  main: ['started', 'taken', 'closed', 'waiting', 'first_answer', 'in_target', 'handling', 'missed', 'ratings', 'rated_good'],
  volume: ['started', 'taken', 'closed', 'in', 'out_agent', 'out_rule', 'out_bot'],
  times: ['waiting', 'waiting_p90', 'waiting_longest', 'first_answer', 'first_answer_p90', 'in_target', 'handling', 'handling_p90'],
  quality: ['missed', 'transfer_in', 'transfer_out', 'returned', 'ratings', 'rating_mean', 'rated_good'],
  all: columns.map((one) => one.figure),
}
export type Group = keyof typeof groupFigures
export const groups = Object.keys(groupFigures) as Group[]
export const isGroup = (name: string): name is Group => groups.includes(name as Group)
export const columnsOf = (group: Group) => groupFigures[group].map((figure) => columnOf(figure)!)

/** The rows by a column, such as -closed for the most first; what was not measured comes last either way. */
export function sorted(rows: FigureRow[], sort: string): FigureRow[] {
  const down = sort.startsWith('-')
  const column = columnOf(down ? sort.slice(1) : sort)
  if (!column) return rows
  const worth = (row: FigureRow) => column.read(row) ?? (down ? -Infinity : Infinity)
  return [...rows].sort((a, b) => (down ? 1 : -1) * (worth(b) > worth(a) ? 1 : worth(b) < worth(a) ? -1 : 0))
}

/** What a press on a column's head asks for: the most first, then the least, then as it was. */
export function nextSort(sort: string, figure: string): string {
  if (sort === `-${figure}`) return figure
  return sort === figure ? '' : `-${figure}`
}
