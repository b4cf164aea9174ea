import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Those that replace what all of them share (timers, globals, modules) run alone. The others share their modules: reading these anew for each
// file takes four times as long as the tests.
const alone = ['api/rules', 'api/temp', 'app/alerts', 'app/notices', 'views/inbox/drafts', 'views/inbox/refusal', 'views/inbox/ring', 'views/inbox/shrink'].map((name) => `src/${name}.test.ts`)

const shared = { environment: 'node' as const, pool: 'threads' as const, env: { TZ: 'Asia/Shanghai' } }

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)), '@web': fileURLToPath(new URL('../web/src', import.meta.url)) } },
  test: {
    projects: [
      { extends: true, test: { ...shared, name: 'alone', include: alone } },
      { extends: true, test: { ...shared, name: 'together', include: ['src/**/*.test.ts'], exclude: alone, isolate: false } },
    ],
  },
})
