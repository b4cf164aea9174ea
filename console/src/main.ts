import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import 'tdesign-vue-next/es/style/index.css'
import './app/theme/tokens.css'
import './app/theme/base.css'
import './app/theme/table.css'
import App from './app/App.vue'
import { install } from './app/install'
import { i18n, locale, setLocale } from './app/i18n'
import { handleKey } from './app/keys'
import { showProblem } from './app/notices'
import { queryClient } from './app/query'
import { router } from './app/router'
import { applyTheme } from './app/theme'

applyTheme()
setLocale(locale())
window.addEventListener('keydown', handleKey)

const app = createApp(App)
app.config.errorHandler = (error) => {
  console.error(error)
  showProblem(error)
}
app.use(i18n).use(router).use(VueQueryPlugin, { queryClient }).mount('#app')
install()
