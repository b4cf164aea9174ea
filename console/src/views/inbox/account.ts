import type { InjectionKey, Ref } from 'vue'

/** The account whose conversation is shown. */
export const accountKey: InjectionKey<Readonly<Ref<number>>> = Symbol('account')
