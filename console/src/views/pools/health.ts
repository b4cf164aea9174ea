import type { PoolChat } from '@/api/types'

export type Tone = 'ok' | 'brass' | 'alarm' | 'off'

/** Which colour says how a group is: what is full waits, what is gone is a problem. */
export function toneOf(health: PoolChat['health']): Tone {
  switch (health) {
    case 'ok':
      return 'ok'
    case 'filling':
    case 'full':
      return 'brass'
    case 'dismissed':
    case 'no_right':
    case 'owner_left':
      return 'alarm'
    default:
      return 'off'
  }
}
