import type { Tone } from '@/parts/StateTag.vue'

// What a press was answered, by the numbers of the platform's own plugins. Their words stand under the number without its sign.
const told = [0, 3002, 3004, 3005, 3006, 3008, 3009, 3010, 3012]

/** The key of the words for an answer; a number that nobody documented has words too. */
export const answerKey = (errcode: number) => (told.includes(-errcode) || errcode === 0 ? `${Math.abs(errcode)}` : 'other')

/** The key of what a company can do about an answer that is no fault of the page; empty: nothing. */
export const companyKey = (errcode: number) => ([3008, 3009, 3010, 3012].includes(-errcode) ? `${-errcode}` : '')

/** Whether the customer got on: they have a code, or are there already. */
export const came = (errcode: number) => errcode === 0 || errcode === -3006

/** Nobody there at this hour, or full groups, are answers; what is broken is worse. */
export function answerTone(errcode: number): Tone {
  if (came(errcode)) return 'good'
  return [-3008, -3009, -3012].includes(errcode) ? 'waiting' : 'bad'
}
