import { ref } from 'vue'
import { router } from './router'
import { recall, remember } from './remember'

/** How this device calls its agent; each may be shut off. */
export const sound = ref(recall('sound') !== 'off')
export const popups = ref(recall('popups') === 'on')

/** Browsers offer notifications to safe pages only. */
export const canPopUp = 'Notification' in window && window.isSecureContext

export function setSound(on: boolean) {
  sound.value = on
  remember('sound', on ? null : 'off')
  if (on) chime()
}

export async function setPopups(on: boolean) {
  popups.value = on && (await Notification.requestPermission()) === 'granted'
  remember('popups', popups.value ? 'on' : null)
}

export interface Call {
  title: string
  text: string
  conversation: number
}

/** Rings for somebody who may be looking elsewhere. */
export function call({ title, text, conversation }: Call) {
  if (sound.value) chime()
  if (document.hasFocus()) return
  flash(title)
  if (popups.value && canPopUp && Notification.permission === 'granted') void popUp({ title, text, conversation })
}

/** Where the icon lies changes with every build; the page says it. */
const icon = document.querySelector<HTMLLinkElement>('link[rel=apple-touch-icon]')?.href

async function popUp({ title, text, conversation }: Call) {
  const options = { body: text, tag: `conversation-${conversation}`, icon, data: `/inbox/${conversation}` }
  const worker = await navigator.serviceWorker?.getRegistration()
  if (worker) return worker.showNotification(title, options)
  const shown = new Notification(title, options)
  shown.onclick = () => {
    window.focus()
    void router.push(options.data)
    shown.close()
  }
}

let audio: AudioContext | undefined
let rung = 0

/** Two soft strokes of a bell, drawn rather than loaded; at most one in two seconds. */
function chime() {
  if (Date.now() - rung < 2_000) return
  rung = Date.now()
  audio ??= new AudioContext()
  // Before anybody has clicked, browsers keep quiet.
  if (audio.state === 'suspended') void audio.resume()
  stroke(audio, 880, 0)
  stroke(audio, 1174.7, 0.16)
}

function stroke(to: AudioContext, pitch: number, after: number) {
  const at = to.currentTime + after
  const tone = to.createOscillator()
  const volume = to.createGain()
  tone.frequency.value = pitch
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(0.18, at + 0.01)
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.7)
  tone.connect(volume).connect(to.destination)
  tone.start(at)
  tone.stop(at + 0.75)
}

/** What the title says in turns until one looks: the newest calls, each with a pause after it, so that none hides another. */
export const flashing = ref('')
const flashedMost = 3
let calls: string[] = []
let turn = 0
let timer = 0

function flash(title: string) {
  calls = [title, ...calls.filter((one) => one !== title)].slice(0, flashedMost)
  window.clearInterval(timer)
  turn = 0
  show()
  timer = window.setInterval(show, 1_200)
}

function show() {
  flashing.value = turn % 2 === 0 ? (calls[(turn / 2) % calls.length] ?? '') : ''
  turn++
}

window.addEventListener('focus', () => {
  window.clearInterval(timer)
  calls = []
  flashing.value = ''
})
