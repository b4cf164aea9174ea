import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFigureDefinitions } from '@/api/figures'
import { words } from '@/app/i18n'
import { columns } from './columns'
import { withoutUnit } from './shown'

/** What figures are called and what they count, in the language of this person. */
export function useMeanings() {
  const { data, error, refetch } = useFigureDefinitions()
  const { locale } = useI18n()
  const said = (figure: string) => {
    void locale.value
    const found = data.value?.get(figure)
    // What could not be read is called by its id.
    return found ? { title: withoutUnit(words(found.title)), text: words(found.meaning) } : { title: figure, text: '' }
  }
  const named = computed(() => !!data.value || !!error.value)
  return { named, titleOf: (figure: string) => said(figure).title, meaningOf: (figure: string) => said(figure).text, list: computed(() => columns.map(({ figure }) => ({ figure, ...said(figure) }))), error, refetch }
}
