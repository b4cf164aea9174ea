import type { ReplyWindow } from '@/api/types'

export interface WindowView {
  open: boolean
  reason: 'never_wrote' | 'expired' | 'used_up' | null
  left: number
  limit: number
  /** Milliseconds until it shuts; 0 when shut. */
  rest: number
  /** Less than two hours left. */
  closing: boolean
}

const closing = 2 * 3_600_000

/** The reply window at a moment of the server's clock: the server tells its end, the passing of time is ours. */
export function windowAt(window: ReplyWindow, now: number): WindowView {
  const rest = Math.max(0, window.ends_at - now)
  const reason = reasonAt(window, rest)
  const open = reason === null
  const left = open ? Math.max(0, window.left) : 0
  return { open, reason, left, limit: window.limit, rest: open ? rest : 0, closing: open && rest < closing }
}

function reasonAt(window: ReplyWindow, rest: number): WindowView['reason'] {
  if (window.ends_at === 0) return 'never_wrote'
  if (rest === 0) return 'expired'
  if (window.left <= 0) return 'used_up'
  return window.open ? null : (window.reason ?? 'expired')
}

/** The window after one more message of ours, before the server has said so. */
export function spend(window: ReplyWindow): ReplyWindow {
  const left = Math.max(0, window.left - 1)
  const shut = left === 0
  return { ...window, used: window.used + 1, left, open: window.open && !shut, reason: shut ? 'used_up' : window.reason }
}

/** The window after a message of ours never left. */
export function refund(window: ReplyWindow): ReplyWindow {
  const left = Math.min(window.limit, window.left + 1)
  const { reason: _gone, ...rest } = window
  return { ...rest, used: Math.max(0, window.used - 1), left, open: window.ends_at > 0 }
}

/** 47:12:08; under an hour 12:08. */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((n) => String(n).padStart(2, '0')).join(':')
}
