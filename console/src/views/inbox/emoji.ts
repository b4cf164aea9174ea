import { recall, remember } from '@/app/remember'

/** What people at a desk answer with. Grouped by what they are for, and few enough to be seen at once. */
export const emoji = [
  '😊', '😄', '😁', '😂', '😉', '😍', '🥰', '😘', '😋', '😎', '🤗', '🤔', '😅', '😌', '😳', '😢', '😭', '😔', '😰', '🙏',
  '👍', '👌', '👏', '🙌', '💪', '🤝', '👋', '✌️', '👉', '👇', '❤️', '🌹', '🎉', '🎁', '🎂', '🌟', '✨', '🔥', '💯', '☀️',
  '✅', '❌', '❗', '❓', '⏰', '📅', '📍', '📞', '📷', '📄', '🧾', '💳', '🚗', '🚇', '🏥', '🏠', '📦', '🚚', '🔍', '💡',
]

const most = 10

export function recentEmoji(): string[] {
  return (recall('emoji') ?? '').split(' ').filter((e) => emoji.includes(e))
}

export function usedEmoji(one: string) {
  remember('emoji', [one, ...recentEmoji().filter((e) => e !== one)].slice(0, most).join(' '))
}
