import { MutationCache, QueryCache, QueryClient } from '@tanstack/vue-query'
import { asProblem } from '@/api/problem'
import { sessionKey } from '@/api/session'
import { showProblem } from './notices'

let signedOut = () => {}

/** What to do when any answer says that nobody is signed in. */
export function onSignedOut(run: () => void) {
  signedOut = run
}

function watch(error: unknown) {
  if (asProblem(error).code === 'not_signed_in') signedOut()
}

/** Lists are kept current by the stream of changes, so nothing is fetched again by itself. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: watch }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      watch(error)
      if (!mutation.meta?.quiet) showProblem(error)
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5 * 60_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
      retry: (count, error) => {
        const { status } = asProblem(error)
        return count < 2 && (status === 0 || status >= 500)
      },
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** Whether somebody is signed in: what says goodbye for a page that closes must not after signing out. */
export const signedIn = () => Boolean(queryClient.getQueryData(sessionKey))
