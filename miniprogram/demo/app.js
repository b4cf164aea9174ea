// `make demo` of menling listens here. In your own app: the address of your server.
require('menling-miniprogram').setup({ server: 'http://127.0.0.1:9080' })

App({})
