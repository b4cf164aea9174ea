import { plugins, type Component, type Target } from './code'

/** One thing to see to in somebody's console, with the value to put there, if there is one. */
export interface Check { key: string; value: string }

export interface CheckAsk { target: Target; component: Component; kind: 'contact' | 'join' | 'service'; server: string; callback: string }

/** What has to stand elsewhere before the first press can come to something. */
export function checksFor({ target, component, kind, server, callback }: CheckAsk): Check[] {
  if (target === 'web') return [{ key: 'origin', value: '' }, { key: 'policy', value: `script-src ${server}; connect-src ${server}; img-src ${server}` }]
  const push = kind === 'service' ? [{ key: 'push', value: callback }] : []
  if (component === 'plugin') return kind === 'service' ? push : [{ key: 'plugin', value: plugins[kind].provider }]
  const secure = server.startsWith('https://') ? [] : [{ key: 'https', value: '' }]
  return [...secure, { key: target === 'uniapp' ? 'copyKit' : 'npm', value: target === 'uniapp' ? '' : 'npm i menling-miniprogram' }, { key: 'request', value: server }, { key: 'download', value: server }, ...push]
}
