// Elements without innerHTML: everything that came from outside goes through textContent.

const SVG = 'http://www.w3.org/2000/svg';

/** h('button', {class: 'x', onclick: f, 'aria-label': 'y'}, 'text', child…) */
export function h(tag, props, ...kids) {
  return fill(document.createElement(tag), props, kids);
}

/** The same for SVG. */
export function s(tag, props, ...kids) {
  return fill(document.createElementNS(SVG, tag), props, kids);
}

function fill(el, props, kids) {
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) el.addEventListener(key.slice(2), value);
    else if (key === 'style') for (const [k, v] of Object.entries(value)) el.style.setProperty(k, v);
    else if (key === 'value' || key === 'checked') el[key] = value;
    else el.setAttribute(key, value === true ? '' : value);
  }
  el.append(...flat(kids));
  return el;
}

function flat(kids) {
  return kids.flat(Infinity).filter((kid) => kid !== null && kid !== undefined && kid !== false);
}

/** Replaces what is inside el. */
export function put(el, ...kids) {
  el.replaceChildren(...flat(kids));
  return el;
}

/**
 * Makes the children of el match items, keeping the elements of those that stayed the same, so
 * that focus, scroll and open details survive. make(item) is called for new or changed ones.
 */
export function reconcile(el, items, key, version, make) {
  const old = new Map([...el.children].map((node) => [node.dataset.key, node]));
  let at = el.firstElementChild;
  for (const item of items) {
    const k = String(key(item));
    const v = String(version(item));
    let node = old.get(k);
    old.delete(k);
    if (node && node.dataset.version !== v) {
      const fresh = make(item, node);
      if (at === node) at = fresh;
      node.replaceWith(fresh);
      node = fresh;
    }
    node ??= make(item, null);
    node.dataset.key = k;
    node.dataset.version = v;
    if (node === at) at = at.nextElementSibling;
    else el.insertBefore(node, at);
  }
  for (const node of old.values()) node.remove();
}

/** Reads a File or Blob as base64 without its data: prefix. */
export function base64Of(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** The first picture of a paste or drop, or null. */
export function pictureOf(transfer) {
  for (const file of transfer?.files ?? []) if (file.type.startsWith('image/')) return file;
  return null;
}

/** Only http, https and data pictures may become a src or an address that is shown. */
export function safeURL(url) {
  if (!url) return '';
  try {
    const u = new URL(url, location.origin);
    if (u.protocol === 'http:' || u.protocol === 'https:') return u.href;
    if (u.protocol === 'data:' && /^data:image\/(png|jpeg|gif|webp);/.test(url)) return url;
  } catch { /* not an address */ }
  return '';
}
