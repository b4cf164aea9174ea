const heard = require('../heard')

Component({
  behaviors: [heard],

  data: {
    source: { button: 'help', data: { order: '20261128-7' } },
  },

  methods: {
    /** The customer came back by a card: the app itself goes where it leads. */
    arrive(event) {
      this.hear(event)
      wx.navigateTo({ url: `/${event.detail.path.replace(/^\//, '')}` })
    },
  },
})
