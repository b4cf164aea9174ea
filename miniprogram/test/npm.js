// The demo's names of npm components as files: what "build npm" of the developer tool does for a real project.
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')
const ts = require('typescript')
const { load, root } = require('./stage')

/** The file, without its ending, that a name in usingComponents stands for. */
function componentFile(name, from) {
  if (name.startsWith('/')) return path.join(root, 'demo', name)
  if (name.startsWith('.')) return path.join(path.dirname(from), name)
  const [, packageName, rest] = name.match(/^((?:@[^/]+\/)?[^/]+)\/(.+)$/)
  const folder = packageName === 'menling-miniprogram' ? root : path.join(root, 'node_modules', packageName)
  const { miniprogram } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return path.join(folder, miniprogram, rest)
}

/** Loads a component of the demo with all that it uses. */
function loadWithNpm(file) {
  const { usingComponents } = JSON.parse(fs.readFileSync(path.join(root, `${file}.json`), 'utf8'))
  const ids = Object.entries(usingComponents).map(([tag, name]) => {
    return [tag, load(path.relative(root, componentFile(name, path.join(root, file))), tag)]
  })
  return load(file, path.basename(path.dirname(file)), { usingComponents: Object.fromEntries(ids) })
}

// TDesign publishes ES modules, which the developer tool turns into CommonJS.
const asItIs = Module._extensions['.js']
Module._extensions['.js'] = (module, file) => {
  if (!file.includes(`${path.sep}tdesign-miniprogram${path.sep}`)) return asItIs(module, file)
  const { outputText } = ts.transpileModule(fs.readFileSync(file, 'utf8'), { compilerOptions: { module: 'commonjs', target: 'es2020', esModuleInterop: true } })
  return module._compile(outputText, file)
}

// Vant writes { dot } for { dot: dot }, which the simulator does not read.
const { readFileSync } = fs
fs.readFileSync = (file, ...options) => {
  const content = readFileSync(file, ...options)
  if (!String(file).endsWith('.wxml')) return content
  return content.replace(/(?<!\{)\{([^{}]*)\}(?!\})/g, (_, inner) => `{${inner.split(',').map(spelledOut).join(',')}}`)
}

function spelledOut(entry) {
  const name = entry.trim()
  return /^\w+$/.test(name) ? `${name}: ${name}` : entry
}

module.exports = { componentFile, loadWithNpm }
