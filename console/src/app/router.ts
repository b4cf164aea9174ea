import { createRouter, createWebHistory } from 'vue-router'
import { fetchSession, sessionKey } from '@/api/session'
import { asProblem } from '@/api/problem'
import { onSignedOut, queryClient } from './query'

export const sections = ['accounts', 'agents', 'teams', 'assignment', 'official', 'rules', 'hours', 'timing', 'bots', 'replies', 'materials', 'cards', 'tags', 'fields', 'closing', 'keys', 'origins', 'parked', 'about'] as const

export const router = createRouter({
  history: createWebHistory('/'),
  routes: [
    { path: '/signin', name: 'signin', component: () => import('@/views/signin/SignIn.vue'), meta: { open: true } },
    { path: '/invitation', name: 'invitation', component: () => import('@/views/invitation/Invitation.vue'), meta: { open: true } },
    { path: '/wall', name: 'wall', component: () => import('@/views/wall/Wall.vue') },
    {
      path: '/',
      component: () => import('./Shell.vue'),
      children: [
        { path: '', redirect: '/inbox' },
        { path: 'inbox/:id(\\d+)?', name: 'inbox', component: () => import('@/views/inbox/Inbox.vue') },
        { path: 'ways/:id(\\d+)?', name: 'ways', component: () => import('@/views/ways/Ways.vue') },
        { path: 'ways/:id(\\d+)/integrate', name: 'integrateWay', component: () => import('@/views/integration/WayIntegration.vue') },
        { path: 'ways/imports/:id(\\d+)?', name: 'imports', component: () => import('@/views/imports/Imports.vue') },
        { path: 'ways/bulk/:id(\\d+)?', name: 'bulk', component: () => import('@/views/ways/bulk/Bulks.vue') },
        { path: 'ways/pools/:id(\\d+)?', name: 'pools', component: () => import('@/views/pools/Pools.vue') },
        { path: 'ways/temp/:id(\\d+)?', name: 'temp', component: () => import('@/views/temp/Temps.vue') },
        { path: 'ways/drifts/:id(\\d+)?', name: 'drifts', component: () => import('@/views/drifts/Drifts.vue') },
        { path: 'ways/quota', name: 'quota', component: () => import('@/views/quota/Quota.vue') },
        { path: 'ways/members/:userid?', name: 'members', component: () => import('@/views/members/Members.vue') },
        { path: 'ways/welcomes', name: 'welcomes', component: () => import('@/views/welcomes/Welcomes.vue') },
        { path: 'ways/posters', name: 'posters', component: () => import('@/views/posters/Posters.vue') },
        { path: 'channels', name: 'channels', component: () => import('@/views/channels/Channels.vue') },
        { path: 'customers/:id(\\d+)?', name: 'customers', component: () => import('@/views/customers/Customers.vue') },
        { path: 'figures', name: 'figures', component: () => import('@/views/figures/Figures.vue') },
        { path: 'settings', redirect: '/settings/accounts' },
        { path: 'settings/accounts/:id(\\d+)/integrate', name: 'integrateAccount', component: () => import('@/views/integration/AccountIntegration.vue') },
        { path: `settings/:section(${sections.join('|')})`, name: 'settings', component: () => import('@/views/settings/Settings.vue') },
        { path: ':rest(.*)*', redirect: '/inbox' },
      ],
    },
  ],
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  try {
    await queryClient.ensureQueryData({ queryKey: sessionKey, queryFn: fetchSession, staleTime: Infinity })
    return true
  } catch (error) {
    // Without a network nobody is sent away: what was written here is still here.
    if (asProblem(error).unreachable) return true
    return { name: 'signin', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  }
})

onSignedOut(() => {
  const at = router.currentRoute.value
  if (at.meta.open || at.matched.length === 0) return
  queryClient.clear()
  void router.replace({ name: 'signin', query: { to: at.fullPath } })
})
