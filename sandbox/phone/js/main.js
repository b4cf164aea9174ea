// Puts the page together, and again when the language changes.
import { app, on, emit } from './state.js';
import { h, put } from './dom.js';
import { setLang, remembered } from './i18n.js';
import { startTheme } from './theme.js';
import { readAddress } from './router.js';
import { start } from './live.js';
import { scanFromAddress } from './scanlink.js';
import { device } from './device.js';
import { people } from './people.js';
import { side, paneTabs } from './side.js';
import { toolbar } from './toolbar.js';
import { topBar } from './topbar.js';
import { tellBox } from './toast.js';

const address = new URLSearchParams(location.search);
let drawn = new AbortController();

function draw() {
  drawn.abort();
  drawn = new AbortController();
  const { signal } = drawn;
  put(document.getElementById('app'),
    topBar(signal), paneTabs(signal), toolbar(signal),
    h('main', { class: 'stage' }, device(signal)),
    people(signal), side(signal), tellBox());
  on('pane', showPane, signal);
  showPane();
}

function showPane() {
  document.body.dataset.pane = app.pane;
}

readAddress();
startTheme(address.get('theme'));
setLang(address.get('lang') ?? remembered('lang') ?? 'zh');
draw();
on('lang', () => { draw(); emit('screen'); });
start().then(scanFromAddress);
