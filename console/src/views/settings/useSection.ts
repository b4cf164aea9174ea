import { computed, type MaybeRefOrGetter, ref, toValue, watch } from 'vue'
import { useDeskSetting } from '@/api/deskSettings'
import { asProblem } from '@/api/problem'
import { say } from '@/app/notices'

const copyOf = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T

/** The form of one section of a desk's settings: a copy to change, and what became of saving it. */
export function useSection<P extends Parameters<typeof useDeskSetting>[0]>(path: P, account: MaybeRefOrGetter<number>) {
  type Value = NonNullable<ReturnType<typeof useDeskSetting<P>>['query']['data']['value']>['value']
  const { query, save } = useDeskSetting(path, account)
  const form = ref<Value>()
  // What somebody else saves is taken over, unless this person has begun to change it.
  let shown = ''
  watch([query.data, () => toValue(account)], ([now], [, before]) => {
    const other = before !== toValue(account)
    if (other) save.reset()
    if (!now) return void (form.value = undefined)
    if (!other && form.value && JSON.stringify(form.value) !== shown) return
    form.value = copyOf(now.value) as Value
    shown = JSON.stringify(now.value)
  }, { immediate: true })

  const changed = computed(() => form.value !== undefined && JSON.stringify(form.value) !== JSON.stringify(query.data.value?.value))
  const problem = computed(() => (save.error.value ? asProblem(save.error.value) : null))
  /** The field that the server found wrong. */
  const wrong = computed(() => String(problem.value?.params.field ?? ''))

  async function put(value: Value | null | undefined) {
    if (value === undefined) return
    const done = await save.mutateAsync({ account: toValue(account), value }).then((saved) => saved, () => null)
    if (!done) return
    form.value = copyOf(done.value) as Value
    shown = JSON.stringify(done.value)
    say('已保存', 'Saved')
  }
  return { query, form, changed, problem, wrong, busy: save.isPending, put }
}
