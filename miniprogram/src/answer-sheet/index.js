// The sheet from below that shows the code, or says what came of a press.
const { texts } = require('../lib/texts')

Component({
  properties: {
    answer: { type: Object, value: null },
    lang: { type: String, value: 'zh' },
    theme: { type: String, value: 'auto' },
  },

  data: { words: texts('zh'), broken: false, faceless: false },

  observers: {
    answer() {
      this.setData({ broken: false, faceless: false })
    },
    lang(lang) {
      this.setData({ words: texts(lang) })
    },
  },

  methods: {
    close() {
      this.triggerEvent('close')
    },

    faceFailed() {
      this.setData({ faceless: true })
    },

    codeFailed() {
      this.setData({ broken: true })
    },

    loadAgain() {
      this.setData({ broken: false })
    },

    /** Keeps the page behind the sheet where it is. */
    stay() {},
  },
})
