import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)), '@web': fileURLToPath(new URL('../web/src', import.meta.url)) } },
  test: { environment: 'node', include: ['src/**/*.test.ts'], env: { TZ: 'Asia/Shanghai' } },
})
