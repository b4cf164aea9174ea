import type { BulkAction } from '@/api/types'

/** What the bar offers; a channel is a setting among others for the server. */
export const bulkKinds = ['channel', 'add_member', 'replace_member', 'remove_member', 'delete'] as const
export type BulkKind = (typeof bulkKinds)[number]

export interface BulkChoice {
  channel: number
  from: string
  to: string
}

/** The action, or null as long as something is missing. */
export function actionOf(kind: BulkKind, { channel, from, to }: BulkChoice): BulkAction | null {
  switch (kind) {
    case 'channel':
      return channel ? { kind: 'set', set: { channel_id: channel } } : null
    case 'add_member':
      return to ? { kind, to } : null
    case 'remove_member':
      return from ? { kind, from } : null
    case 'replace_member':
      return from && to && from !== to ? { kind, from, to } : null
    case 'delete':
      return { kind }
  }
}
