// The build of the one file that is served and published. It is run by the console's own Vite: see scripts/console.sh.
export default {
  publicDir: false,
  build: {
    target: ['es2022', 'safari15.4'],
    lib: { entry: 'src/menling-contact.js', formats: ['es'], fileName: () => 'menling-contact.js' },
  },
}
