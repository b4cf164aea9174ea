import { nextTick, onMounted, type Ref, watch } from 'vue'
import { useRoute } from 'vue-router'

/** Keeps the tab of the page that is shown in view: on a phone there are more beside each other than fit. */
export function useTabInView(nav: Ref<HTMLElement | undefined>) {
  const route = useRoute()
  const show = () => nav.value?.querySelector('.here')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  onMounted(show)
  watch(() => route.path, () => nextTick(show))
}
