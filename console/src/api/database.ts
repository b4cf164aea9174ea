import { ref } from 'vue'
import { Problem } from './problem'

/** True while the server answers, and says that its database does not. What customers write meanwhile is kept there. */
export const databaseAway = ref(false)

/** Learns it from what a request came to; null: it went well. */
export function noteDatabase(problem: Problem | null) {
  if (problem === null) databaseAway.value = false
  else if (problem.code === 'database_away') databaseAway.value = true
}
