// What contact cells and join cells have in common: they read their way, and a tap presses it.
const { answerSheet, eventDetail } = require('./answer')
const codes = require('./codes')
const { inWeCom, language, ownAppID } = require('./platform')
const { press } = require('./press')
const { settings } = require('./setup')
const { texts } = require('./texts')
const { readWay } = require('./ways')
const { within } = require('./within')

/** So many milliseconds a cell waits for its way before it shows itself without it. */
const patience = 10000

/** A cell is of one kind, contact or join, and has wayID(), mask() and drawn() of its own. */
const cell = kind => Behavior({
  properties: {
    plugid: { type: null, value: '' },
    server: { type: String, value: '' },
    button: { type: String, value: '' },
    lang: { type: String, value: '' },
    theme: { type: String, value: 'auto' },
  },

  data: { look: null, reading: true, pressing: false, answer: null, only: '', tongue: 'zh' },

  lifetimes: {
    created() {
      this.alive = false
      this.way = null
      this.companyStyle = {}
    },
    attached() {
      this.alive = true
      this.read()
    },
    detached() {
      this.alive = false
    },
  },

  methods: {
    /** Whom to ask for what: the server, this app, this way. */
    asked() {
      const { server, appid, lang } = settings(this.data.server)
      return {
        server, lang: language(this.data.lang, lang), appid: appid || ownAppID(),
        plugid: this.wayID(), mask: this.mask(), button: this.data.button,
      }
    },

    /** Reads the way and draws it. Only the newest question counts: another plugid may have come meanwhile. */
    async read() {
      const asked = this.asked()
      this.newest = asked
      this.way = null
      const readable = Boolean(asked.plugid) && !inWeCom()
      this.draw(readable)
      if (!readable) return
      const way = await within(patience, readWay(asked)).catch(() => null)
      if (!this.alive || this.newest !== asked) return
      this.way = way
      this.companyStyle = (way && way.style) || {}
      this.renew(false)
    },

    /** Draws what is known, and reads the way again when its name is to be hidden now, or no longer. */
    renew(reading = this.data.reading) {
      if (!this.alive) return
      if (this.mask() !== this.newest.mask) this.read()
      else this.draw(reading)
    },

    draw(reading) {
      const tongue = language(this.data.lang, settings().lang)
      this.setData({ reading, tongue, only: inWeCom() ? texts(tongue).onlyWeChat : '', look: this.drawn(tongue) })
    },

    async press() {
      if (this.data.pressing) return
      this.setData({ pressing: true, answer: null })
      this.triggerEvent('startmessage', {})
      const asked = this.asked()
      const outcome = await press(asked)
      const seen = asked.mask === 1 ? { ...outcome, name: '', headurl: '' } : outcome
      this.setData({ pressing: false, answer: answerSheet(seen, kind, asked.lang) })
      this.triggerEvent('completemessage', eventDetail(outcome, kind))
      if (!this.way && outcome.errcode !== codes.unreadable) this.read()
    },

    close() {
      this.setData({ answer: null })
    },
  },
})

module.exports = { cell }
