// Ids as names, and long texts as short ones.
import { app } from './state.js';
import { plain } from './bubbles.js';

/** The name of a customer by any id, or ''. */
export function customerName(id) {
  return id ? app.customers.find((c) => c.id === id || c.openid === id || c.external === id || c.unionid === id)?.name ?? '' : '';
}

export function cut(text) {
  const words = plain(String(text ?? ''));
  return words.length > 40 ? words.slice(0, 40) + '…' : words;
}
