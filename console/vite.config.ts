import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

// Files have fixed names, because they are committed and served under a path that carries the build id;
// base './' keeps every reference relative to the file it stands in.
export default defineConfig({
  base: './',
  plugins: [vue()],
  worker: { format: 'es', rollupOptions: { output: { entryFileNames: '[name].js' } } },
  // The picture of a cell is drawn by the code of the cell itself.
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)), '@web': fileURLToPath(new URL('../web/src', import.meta.url)) } },
  define: { __VUE_OPTIONS_API__: true, __VUE_I18N_LEGACY_API__: false, __INTLIFY_PROD_DEVTOOLS__: false },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        assetFileNames: '[name][extname]',
        // Few files with speaking names: libraries, what all pages share, TDesign's parts, and one per page.
        codeSplitting: {
          groups: [
            { name: 'vendor', priority: 3, test: /node_modules\/(vue|@vue|vue-router|vue-demi|@tanstack|vue-i18n|@intlify|openapi-fetch)\// },
            { name: 'drawing', priority: 2, test: /node_modules\/(echarts|zrender)\/|\/src\/parts\/drawing\.ts/ },
            { name: 'common', priority: 1, test: /\/src\/(api|parts)\// },
          ],
        },
      },
    },
  },
  server: {
    fs: { allow: ['.', '../web'] },
    proxy: Object.fromEntries(
      ['/api', '/openapi.json', '/docs'].map((path) => [path, { target: 'http://127.0.0.1:9080' }]),
    ),
  },
})
