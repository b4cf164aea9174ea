import createClient from 'openapi-fetch'
import { noteDatabase } from './database'
import { asProblem, problemOf } from './problem'
import type { paths } from './schema'

export const base = '/api/v1'

export const http = createClient<paths>({ baseUrl: base })

/** Unwraps an answer: its body, or a thrown Problem. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let result
  try {
    result = await call
  } catch (error) {
    throw asProblem(error)
  }
  const problem = result.response.ok ? null : problemOf(result.error, result.response.status)
  noteDatabase(problem)
  if (problem) throw problem
  return result.data as T
}

/** A random string that makes a repeated request the same request. Works on plain http too. */
export function clientKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}
