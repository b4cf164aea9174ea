import { useI18n } from 'vue-i18n'

/** What a customer is called: the platforms do not always tell a name, and a blank line says nothing. */
export function useCustomerName(): (customer: { name: string } | undefined) => string {
  const { t } = useI18n()
  return (customer) => (customer ? customer.name.trim() || t('panel.unknown') : '')
}
