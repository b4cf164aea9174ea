// The text of a code leads a browser to #scan=…: it is scanned once somebody has taken up a phone.
import { on, me } from './state.js';
import { openPeople } from './people.js';
import { scanWay } from './scan.js';

const code = new URLSearchParams(location.hash.slice(1)).get('scan'); // read at once: who takes up a phone changes the address

export function scanFromAddress() {
  if (!code) return undefined;
  const run = () => {
    history.replaceState(null, '', location.pathname + location.search);
    return scanWay({ qr_code: code });
  };
  if (me()) return run();
  const waiting = new AbortController();
  on('customers', () => {
    if (!me()) return;
    waiting.abort();
    run();
  }, waiting.signal);
  return openPeople();
}
