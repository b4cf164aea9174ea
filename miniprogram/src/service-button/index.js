// A button into the mini program's customer chat that says where the customer comes from.
const { choose, declared, service } = require('../lib/choices')
const { readDesk, deskLine } = require('../lib/desk')
const { language, ownAppID, pagePath } = require('../lib/platform')
const { settings } = require('../lib/setup')
const { signed, unsigned, whole } = require('../lib/source')
const { texts } = require('../lib/texts')

const looks = ['plain', 'floating', 'cell']

Component({
  properties: {
    source: { type: Object, value: null },
    text: { type: String, value: '' },
    look: { type: String, value: 'plain' },
    messageTitle: { type: String, value: '' },
    messagePath: { type: String, value: '' },
    messageImg: { type: String, value: '' },
    // In WXML show-message-card="false" is a text, and a text is true. Read by the table it is what it says.
    ...declared(service),
    server: { type: String, value: '' },
    lang: { type: String, value: '' },
    theme: { type: String, value: 'auto' },
  },

  data: { sessionFrom: '', card: false, block: 'plain', label: '', line: '', away: false },

  observers: {
    'source, server': function () {
      if (this.alive) this.refresh()
    },
    [`text, look, lang, ${Object.keys(service).join(', ')}`]: function () {
      if (this.alive) this.draw()
    },
  },

  lifetimes: {
    created() {
      this.alive = false
      this.desk = null
      this.newest = null
    },
    attached() {
      this.alive = true
      this.refresh()
    },
    detached() {
      this.alive = false
    },
  },

  pageLifetimes: {
    show() {
      if (this.alive) this.refresh()
    },
  },

  methods: {
    /** The button works at once, unsigned; the signed source and the desk's hours follow when the server answers. */
    async refresh() {
      const asked = this.asked()
      if (!this.newest || JSON.stringify(asked) !== JSON.stringify(this.newest)) this.setData({ sessionFrom: unsigned(asked.source) })
      this.newest = asked
      this.draw()
      const sessionFrom = await signed(asked, Date.now()).catch(() => unsigned(asked.source))
      if (this.stale(asked)) return
      this.setData({ sessionFrom })
      const desk = await readDesk(asked, Date.now()).catch(() => null)
      if (this.stale(asked)) return
      this.desk = desk
      this.draw()
    },

    asked() {
      const { server, appid, lang } = settings(this.data.server)
      const source = whole(this.data.source, pagePath())
      return { server, appid: appid || ownAppID(), lang: language(this.data.lang, lang), source }
    },

    /** Whether a newer question was asked, or nobody waits any more. */
    stale(asked) {
      return !this.alive || this.newest !== asked
    },

    draw() {
      const { text, look, lang } = this.data
      const { showMessageCard, showStatus } = choose(service, this.data)
      const tongue = language(lang, settings().lang)
      this.setData({
        card: showMessageCard === 1,
        block: looks.includes(look) ? look : 'plain',
        label: text || texts(tongue).service.text,
        line: showStatus === 1 ? deskLine(this.desk, tongue) : '',
        away: Boolean(this.desk) && !this.desk.open,
      })
    },

    /** The customer came back by a mini-program card: the page goes where it leads. */
    contact({ detail }) {
      this.triggerEvent('contact', { path: detail.path, query: detail.query })
    },
  },
})
