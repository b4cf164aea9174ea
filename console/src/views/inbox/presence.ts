import { computed, onBeforeUnmount, reactive, watch } from 'vue'
import { putPresence } from '@/api/conversations'
import type { Present } from '@/api/events'
import { useSession } from '@/api/session'
import { signedIn } from '@/app/query'

/** Who is in which conversation, as the stream tells. */
const present = reactive(new Map<number, Present['agents']>())

export function setPresent({ conversation_id, agents }: Present) {
  if (agents.length) present.set(conversation_id, agents)
  else present.delete(conversation_id)
}

const again = 20_000
const typingAgain = 5_000

/** Says that I am in a conversation while it is shown, and tells which colleagues are. */
export function usePresence(id: () => number) {
  const { me } = useSession()
  const others = computed(() => (present.get(id()) ?? []).filter((agent) => agent.id !== me.value?.id))
  let typedAt = 0

  function say(conversation: number, state: 'viewing' | 'typing' | 'gone') {
    if (signedIn()) void putPresence(conversation, state).then(setPresent, () => {}) // said again soon
  }

  const look = () => document.hidden || say(id(), 'viewing')

  /** Something was written. */
  function typed() {
    if (Date.now() - typedAt < typingAgain) return
    typedAt = Date.now()
    say(id(), 'typing')
  }

  const gone = () => say(id(), 'gone')
  window.addEventListener('pagehide', gone)
  const timer = window.setInterval(look, again)
  watch(id, (_now, before) => {
    if (before) say(before, 'gone')
    look()
  }, { immediate: true })
  onBeforeUnmount(() => {
    window.clearInterval(timer)
    window.removeEventListener('pagehide', gone)
    gone()
  })
  return { others, typed }
}
