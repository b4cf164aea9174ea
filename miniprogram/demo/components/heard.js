// Notes what the components say, the newest first, for the page to show.
module.exports = Behavior({
  data: { heard: [] },

  methods: {
    hear({ type, detail }) {
      this.setData({ heard: [`${type} ${JSON.stringify(detail)}`, ...this.data.heard].slice(0, 6) })
    },
  },
})
