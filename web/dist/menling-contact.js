// ../web/src/dom.js
var e = "http://www.w3.org/2000/svg";
function t(e, t, n = {}, ...r) {
	let i = Object.assign(document.createElement(e), n);
	return t && i.setAttribute("part", i.className = t), i.append(...r.filter((e) => e !== null && e !== "")), i;
}
var n = {
	talk: "M12 3.5c-5 0-9 3.3-9 7.4 0 2.4 1.4 4.6 3.5 5.9l-.6 3 3.4-1.7c.9.2 1.8.3 2.7.3 5 0 9-3.3 9-7.5s-4-7.4-9-7.4ZM8 12.2a1.3 1.3 0 1 1 0-2.6 1.3 1.3 0 0 1 0 2.6Zm4 0a1.3 1.3 0 1 1 0-2.6 1.3 1.3 0 0 1 0 2.6Zm4 0a1.3 1.3 0 1 1 0-2.6 1.3 1.3 0 0 1 0 2.6Z",
	person: "M12 12a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Zm0 1.5c-4.6 0-8 2.4-8 5.7V21h16v-1.8c0-3.3-3.4-5.7-8-5.7Z",
	close: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4L12 13.4 6.4 19 5 17.6 10.6 12 5 6.4Z"
};
function r(t) {
	let r = document.createElementNS(e, "svg"), i = document.createElementNS(e, "path");
	return r.setAttribute("viewBox", "0 0 24 24"), r.setAttribute("aria-hidden", "true"), i.setAttribute("d", n[t]), i.setAttribute("fill", "currentColor"), i.setAttribute("fill-rule", "evenodd"), r.append(i), r;
}
// ../web/src/dialog.js
var i = (e) => navigator.userAgent.toLowerCase().includes(e);
function a(e) {
	return i("wxwork") ? e.inWeCom : i("micromessenger") ? e.inWeChat : matchMedia("(pointer: coarse)").matches ? e.onPhone : e.onDesk;
}
function o(e, { detail: n, picture: r, status: i, name: a }, o, l) {
	let f = t("dialog", "dialog"), p = () => {
		f.close(), l();
	};
	return f.append(u(f, o), ...r ? s(n.errcode, a, r, o, p) : c(n.errcode, i, o, p)), f.setAttribute("aria-labelledby", "title"), f.addEventListener("close", () => f.remove()), f.addEventListener("click", (e) => e.target === f && d(f, e) && f.close()), e.append(f), f.showModal(), f;
}
function s(e, n, r, i, o) {
	let s = t("h2", "title", { id: "title" }, n || i.add), c = t("img", "picture qr", { alt: i.picture }), u = t("p", "hint", {}, a(i));
	return c.addEventListener("error", () => {
		u.remove(), c.replaceWith(...l(i.unseen, i, o));
	}), c.src = r, [
		s,
		c,
		u,
		e === 0 ? null : t("p", "text", {}, i.friends)
	].filter(Boolean);
}
function c(e, n, r, i) {
	let a = (e) => t("h2", "title", { id: "title" }, e);
	if (e === 0) return [a(r.sent)];
	let o = r[n === 429 ? 429 : e] ?? r[-3005];
	return e === -3006 || e === -3012 ? [a(r.add), t("p", "message", {}, o)] : [a(r.failed), ...l(o, r, i)];
}
function l(e, n, r) {
	let i = t("button", "button again", {
		type: "button",
		onclick: r
	}, n.again);
	return i.classList.add("primary"), [t("p", "message", {}, e), i];
}
function u(e, n) {
	let i = t("button", "close", {
		type: "button",
		onclick: () => e.close()
	}, r("close"));
	return i.setAttribute("aria-label", n.close), i;
}
function d(e, { clientX: t, clientY: n }) {
	let r = e.getBoundingClientRect();
	return t < r.left || t > r.right || n < r.top || n > r.bottom;
}
// ../web/src/draw.js
function f(e, t, n) {
	let r = t?.persons === "single", i = {
		...e,
		single: r,
		config: t ?? {},
		words: n,
		title: p(e, t, n)
	}, a = [
		ee,
		te,
		ne
	][e.styleType - 1](i);
	return t || a.classList.add("unread"), a;
}
function p({ isMask: e, contactText: t }, n, r) {
	return n?.persons === "single" && !e && n.name || r.contact[t];
}
function ee(e) {
	let n = t("div", "cell", {}, m(e), t("span", "name", {}, e.title), h(e));
	return n.classList.add("row"), n.style.setProperty("--padding", `${e.paddingStyle}px`), n;
}
function te(e) {
	if (e.blockStyle === "button") return t("div", "cell block", {}, h(e));
	let n = t("button", "bubble press", { type: "button" }, r("talk"));
	return n.setAttribute("aria-label", e.words.button[e.buttonText]), n.style.setProperty("--bubble", `#${e.bubbleColor}`), t("div", "cell block", {}, n);
}
function ne(e) {
	let { words: n, single: r } = e, i = r ? t("span", "text", {}, n.service[e.serviceText]) : null, a = t("div", "card", {}, t("span", "name", {}, n.contact[e.contactText]), i, h(e));
	return t("div", "cell talk", {}, m({
		...e,
		avatorStyle: "circle",
		iconStyle: "avator"
	}), a);
}
function m({ single: e, avatorStyle: n, iconStyle: i, config: a }) {
	let o = t("span", "avatar", {}, r(e || i === "avator" ? "person" : "talk"));
	if (o.classList.add(e ? n : i), !e || !a.avatar) return o;
	let s = t("img", "picture", {
		alt: "",
		decoding: "async",
		referrerPolicy: "no-referrer"
	});
	return s.addEventListener("load", () => o.replaceChildren(s)), s.src = a.avatar, o;
}
function h({ words: e, buttonText: n, buttonStyle: r, title: i }) {
	let a = e.button[n], o = t("button", "button press", { type: "button" }, a);
	return o.classList.add(r), o.setAttribute("aria-label", i === a ? a : `${a} ${i}`), o;
}
// ../web/src/look.js
var re = "--m-ink:#1B2320;--m-muted:#66716D;--m-panel:#FFF;--m-line:#E3E7E4;--m-still:#E9ECEA;--m-accent:#0E7C66;--m-on-accent:#FFF;--m-pale:#E3F1ED;--m-pale-ink:#0B6553;", g = "--m-ink:#E8EEEB;--m-muted:#97A39E;--m-panel:#191F1C;--m-line:#2A322E;--m-still:#2A322E;--m-accent:#35B79A;--m-on-accent:#0B1512;--m-pale:#1D3730;--m-pale-ink:#7FD3BE;", _ = `
:host{${re}display:block;color:var(--menling-ink,var(--m-ink));
  font:var(--menling-font,15px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif);text-align:start}
@media (prefers-color-scheme:dark){:host(:not([theme=light])){${g}}}
:host([theme=dark]){${g}}
:host([hidden]){display:none}
*{box-sizing:border-box}
svg{display:block;width:60%;height:60%}
button{font:inherit;color:inherit;border:0;margin:0;cursor:pointer;touch-action:manipulation;-webkit-tap-highlight-color:transparent}
:focus-visible{outline:2px solid var(--menling-accent,var(--m-accent));outline-offset:2px}
.cell{position:relative;display:flex;align-items:center}
.row{gap:12px;min-height:64px;padding:12px 16px;border-radius:var(--menling-radius,8px);background:var(--menling-panel,var(--m-panel));box-shadow:inset 0 0 0 1px var(--menling-line,var(--m-line))}
.row{padding:calc(12px + var(--padding)) calc(16px + var(--padding))}
.block{display:inline-flex;vertical-align:top}
.talk{align-items:flex-start;gap:12px}
.card{position:relative;display:grid;gap:2px;justify-items:start;min-width:0;padding:12px 16px;border-radius:12px;background:var(--menling-panel,var(--m-panel));box-shadow:inset 0 0 0 1px var(--menling-line,var(--m-line))}
.card::before{content:"";position:absolute;left:-5px;top:17px;width:10px;height:10px;rotate:45deg;background:inherit;border:1px solid var(--menling-line,var(--m-line));border-width:0 0 1px 1px}
.card .button{margin-top:8px}
.name{flex:1;min-width:0;overflow-wrap:anywhere;font-weight:600}
.row .name{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
.text{color:var(--menling-muted,var(--m-muted));font-size:.93em}
.avatar{flex:none;display:grid;place-items:center;width:40px;height:40px;overflow:hidden;border-radius:50%;background:var(--m-pale);color:var(--m-pale-ink)}
.avatar.rect{border-radius:6px}
.avatar.primary{background:var(--menling-accent,var(--m-accent));color:var(--menling-on-accent,var(--m-on-accent))}
.avatar.light{background:var(--menling-panel,var(--m-panel));color:var(--menling-accent,var(--m-accent));box-shadow:inset 0 0 0 1px var(--menling-line,var(--m-line))}
.picture{width:100%;height:100%;object-fit:cover}
.button{flex:none;min-height:36px;padding:6px 16px;border-radius:18px;font-size:.93em;font-weight:600;white-space:nowrap}
.button.primary{background:var(--menling-accent,var(--m-accent));color:var(--menling-on-accent,var(--m-on-accent))}
.button.light{background:var(--menling-panel,var(--m-panel));color:var(--menling-accent,var(--m-accent));box-shadow:inset 0 0 0 1px currentColor}
.bubble{display:grid;place-items:center;width:56px;height:56px;padding:0;border-radius:50%;background:var(--bubble);color:#FFF}
.press::after{content:"";position:absolute;inset:0}
.press:active{opacity:.8}
.press[aria-busy=true]{cursor:progress;opacity:.6}
.unread .name{color:transparent;border-radius:4px;max-width:8em;background:var(--m-still);-webkit-line-clamp:1}
.unread .avatar{background:var(--m-still);color:transparent}
.dialog{width:min(320px,calc(100vw - 32px));max-height:calc(100vh - 32px);overflow:auto;padding:24px;border:0;border-radius:12px;text-align:center;background:var(--menling-panel,var(--m-panel));color:inherit;box-shadow:0 8px 32px #0005}
.dialog::backdrop{background:#0008}
.dialog h2{margin:0 24px 4px;font-size:1.13em;overflow-wrap:anywhere}
.dialog p{margin:8px 0 0;color:var(--menling-muted,var(--m-muted))}
.dialog .picture{display:block;width:220px;max-width:100%;height:auto;aspect-ratio:1;margin:16px auto 0;border-radius:8px;background:#FFF}
.dialog .button{margin-top:16px}
.close{position:absolute;top:8px;right:8px;display:grid;place-items:center;width:36px;height:36px;padding:0;border-radius:50%;background:none;color:var(--menling-muted,var(--m-muted))}
@media (prefers-reduced-motion:no-preference){
  .press[aria-busy=true]{animation:wait 1s ease-in-out infinite alternate}
  .dialog[open]{animation:rise .12s ease-out}
}
@keyframes wait{to{opacity:.85}}
@keyframes rise{from{opacity:0;transform:translateY(8px)}}
@media (forced-colors:active){.button,.bubble,.row,.card{border:1px solid}}
`;
function ie(e) {
	if (!("adoptedStyleSheets" in e)) {
		let t = document.createElement("style");
		t.textContent = _, e.append(t);
		return;
	}
	let t = new CSSStyleSheet();
	t.replaceSync(_), e.adoptedStyleSheets = [t];
}
// ../web/src/server.js
var v = 1e4, y = class extends Error {
	constructor(e, t = "") {
		super(e ? `menling answered ${e}${t && `: ${t}`}` : `menling gave no answer (${t})`), this.status = e;
	}
};
async function b(e, t, n = {}) {
	let r = {
		...t && { "Accept-Language": t },
		...n.headers
	}, i = new AbortController(), a = setTimeout(() => i.abort(), v);
	try {
		let t = await fetch(e, {
			...n,
			headers: r,
			signal: i.signal,
			credentials: "omit"
		}).catch(ae), a = await t.json().catch(() => null);
		if (!t.ok || !a || typeof a != "object") throw new y(t.status, a?.errmsg || a?.detail);
		return a;
	} finally {
		clearTimeout(a);
	}
}
function ae(e) {
	throw new y(0, `${e.message}; is ${location.origin} among the allowed origins?`);
}
var x = (e) => `${e.replace(/\/+$/, "")}/kit/v1`;
function oe({ server: e, plugid: t, mask: n, lang: r }) {
	let i = n === "" ? "" : `?mask=${n}`;
	return b(`${x(e)}/ways/${encodeURIComponent(t)}${i}`, r);
}
function se({ server: e, plugid: t, button: n, mask: r, lang: i }, a) {
	let o = {
		...r === "" ? {} : { mask: Number(r) },
		plugid: t,
		appid: "",
		code: "",
		page: location.pathname.slice(0, 200),
		button: n.slice(0, 64),
		can_show_code: !0,
		in: "web",
		press_key: a
	};
	return b(`${x(e)}/press`, i, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(o)
	});
}
var ce = () => Array.from(crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(16)), (e) => e.toString(16).padStart(2, "0")).join(""), le = -3006;
async function ue(e, t) {
	let n = -3002, r = async () => {
		await t(), n = -3005, e.key ||= ce();
		let r = fe(await se(e, e.key));
		return e.key = "", r;
	}, i = de();
	try {
		return await Promise.race([r(), i.promise]);
	} catch (e) {
		return {
			detail: {
				errcode: n,
				notifytype: 0
			},
			picture: "",
			status: e.status ?? 0,
			reason: e
		};
	} finally {
		i.forget();
	}
}
function de() {
	let e;
	return {
		promise: new Promise((t, n) => {
			e = setTimeout(() => n(/* @__PURE__ */ Error(`no answer within ${v / 1e3} seconds`)), v);
		}),
		forget: () => clearTimeout(e)
	};
}
function fe({ errcode: e, errmsg: t, notifytype: n, name: r, headurl: i, qr_code: a }) {
	if (typeof e != "number") throw Error("menling’s answer to the press has no errcode");
	let o = {
		errcode: e,
		notifytype: +(n === 1)
	}, s = e === 0 || e === le;
	return s && Object.assign(o, {
		name: r ?? "",
		headurl: i ?? ""
	}), {
		detail: o,
		picture: s && o.notifytype && a || "",
		reason: e && t ? Error(t) : void 0
	};
}
// ../web/src/properties.js
var S = (e) => (t) => /^\d$/.test(t) && Number(t) <= e ? Number(t) : void 0, C = (...e) => (t) => e.includes(t) ? t : void 0, w = {
	styleType: {
		read: (e) => /^[123]$/.test(e) ? Number(e) : void 0,
		usual: 1
	},
	avatorStyle: {
		read: C("circle", "rect"),
		usual: "circle"
	},
	isMask: {
		read: (e) => ({
			"": 1,
			true: 1,
			1: 1,
			false: 0,
			0: 0
		})[e],
		usual: 0
	},
	contactText: {
		read: S(2),
		usual: 0
	},
	buttonText: {
		read: S(4),
		usual: 0
	},
	buttonStyle: {
		read: C("primary", "light"),
		usual: "primary"
	},
	serviceText: {
		read: S(3),
		usual: 0
	},
	paddingStyle: {
		read: (e) => /^\d{1,3}$/.test(e) ? Number(e) : void 0,
		usual: 0
	},
	iconStyle: {
		read: C("avator", "primary", "light"),
		usual: "avator"
	},
	blockStyle: {
		read: C("bubble", "button"),
		usual: "bubble"
	},
	bubbleColor: {
		read: (e) => /^[0-9a-f]{6}$/i.test(e) ? e : void 0,
		usual: "4790EE"
	}
};
function T(e, t) {
	return t == null ? void 0 : w[e].read(String(t));
}
function pe(e, t = {}) {
	let n = (n) => T(n, e[n]) ?? T(n, t[n]) ?? w[n].usual;
	return Object.fromEntries(Object.keys(w).map((e) => [e, n(e)]));
}
// ../web/src/words.js
var E = {
	contact: [
		"咨询服务",
		"在线咨询",
		"联系客服"
	],
	button: [
		"联系我",
		"立即联系",
		"咨询服务",
		"在线咨询",
		"联系客服"
	],
	service: [
		"有什么问题可以联系我咨询",
		"联系服务人员咨询",
		"获取服务人员联系方式",
		"联系客服咨询更多问题"
	],
	add: "加为联系人",
	picture: "二维码",
	inWeChat: "长按识别二维码",
	onPhone: "长按保存图片，再打开微信「扫一扫」，从相册里选它",
	onDesk: "打开微信，用「扫一扫」扫这个码",
	inWeCom: "请在微信里打开本页，或用微信扫这个码",
	friends: "你们已经是好友了，也可以再扫一次",
	sent: "已发送，请到微信里查看",
	waiting: "正在打开…",
	close: "关闭",
	again: "再试一次",
	failed: "没有成功",
	[-3002]: "暂时联系不上，请稍后再试。",
	[-3004]: "没能登录，请再试一次。",
	[-3005]: "没有成功，请检查网络后再试一次。",
	[-3006]: "你们已经是好友了，请到微信里找到对方。",
	[-3008]: "现在没有人可以联系，请晚些再来。",
	[-3009]: "群已经满了，请联系工作人员。",
	[-3010]: "群已经解散，请联系工作人员。",
	[-3012]: "你已经在群里了，请到微信里打开。",
	429: "点得太快了，请过一会儿再试。",
	unseen: "二维码没有显示出来，请检查网络后再试一次。"
}, me = {
	contact: [
		"Ask us",
		"Chat online",
		"Contact us"
	],
	button: [
		"Contact me",
		"Contact now",
		"Ask us",
		"Chat online",
		"Contact us"
	],
	service: [
		"Ask me anything",
		"Ask our staff",
		"Get in touch with our staff",
		"Ask us for more"
	],
	add: "Add as a contact",
	picture: "QR code",
	inWeChat: "Press and hold the code to open it",
	onPhone: "Press and hold to save the code, then choose it from the album in WeChat’s Scan",
	onDesk: "Open WeChat and scan this code",
	inWeCom: "Please open this page in WeChat, or scan this code with WeChat",
	friends: "You are contacts already; you may scan the code again",
	sent: "Sent. Please look into WeChat",
	waiting: "Opening…",
	close: "Close",
	again: "Try again",
	failed: "That did not work",
	[-3002]: "We cannot be reached right now. Please try again later.",
	[-3004]: "Signing in did not work. Please try again.",
	[-3005]: "That did not work. Please check the network and try again.",
	[-3006]: "You are contacts already. Please find each other in WeChat.",
	[-3008]: "Nobody is there right now. Please come back later.",
	[-3009]: "The group is full. Please ask our people.",
	[-3010]: "The group has ended. Please ask our people.",
	[-3012]: "You are in the group already. Please open it in WeChat.",
	429: "That was too often. Please wait a moment.",
	unseen: "The code could not be shown. Please check the network and try again."
};
function D(e) {
	return (e || navigator.language || "zh").toLowerCase().startsWith("zh") ? E : me;
}
// \0@oxc-project+runtime@0.156.0/helpers/esm/checkPrivateRedeclaration.js
function O(e, t) {
	if (t.has(e)) throw TypeError("Cannot initialize the same private elements twice on an object");
}
// \0@oxc-project+runtime@0.156.0/helpers/esm/classPrivateMethodInitSpec.js
function he(e, t) {
	O(e, t), t.add(e);
}
// \0@oxc-project+runtime@0.156.0/helpers/esm/classPrivateFieldInitSpec.js
function k(e, t, n) {
	O(e, t), t.set(e, n);
}
// \0@oxc-project+runtime@0.156.0/helpers/esm/assertClassBrand.js
function A(e, t, n) {
	if (typeof e == "function" ? e === t : e.has(t)) return arguments.length < 3 ? t : n;
	throw TypeError("Private element is not present on this object");
}
// \0@oxc-project+runtime@0.156.0/helpers/esm/classPrivateFieldGet2.js
function j(e, t) {
	return e.get(A(e, t));
}
// \0@oxc-project+runtime@0.156.0/helpers/esm/classPrivateFieldSet2.js
function M(e, t, n) {
	return e.set(A(e, t), n), n;
}
// \0@oxc-project+runtime@0.156.0/helpers/esm/typeof.js
function N(e) {
	"@babel/helpers - typeof";
	return N = typeof Symbol == "function" && typeof Symbol.iterator == "symbol" ? function(e) {
		return typeof e;
	} : function(e) {
		return e && typeof Symbol == "function" && e.constructor === Symbol && e !== Symbol.prototype ? "symbol" : typeof e;
	}, N(e);
}
// \0@oxc-project+runtime@0.156.0/helpers/esm/toPrimitive.js
function ge(e, t) {
	if (N(e) != "object" || !e) return e;
	var n = e[Symbol.toPrimitive];
	if (n !== void 0) {
		var r = n.call(e, t || "default");
		if (N(r) != "object") return r;
		throw TypeError("@@toPrimitive must return a primitive value.");
	}
	return (t === "string" ? String : Number)(e);
}
// \0@oxc-project+runtime@0.156.0/helpers/esm/toPropertyKey.js
function _e(e) {
	var t = ge(e, "string");
	return N(t) == "symbol" ? t : t + "";
}
// \0@oxc-project+runtime@0.156.0/helpers/esm/defineProperty.js
function ve(e, t, n) {
	return (t = _e(t)) in e ? Object.defineProperty(e, t, {
		value: n,
		enumerable: !0,
		configurable: !0,
		writable: !0
	}) : e[t] = n, e;
}
// ../web/src/menling-contact.js
var P = Object.keys(w), F = (e) => e.replace(/[A-Z]/g, (e) => `-${e.toLowerCase()}`), I = (e) => [F(e), e.toLowerCase()], L = [
	"plugid",
	"server",
	"button",
	"lang"
], ye = /^(https?:.*)\/kit\/v1\/menling-contact\.js/.exec(import.meta.url)?.[1] ?? "", R = /* @__PURE__ */ new WeakMap(), z = /* @__PURE__ */ new WeakMap(), B = /* @__PURE__ */ new WeakMap(), V = /* @__PURE__ */ new WeakMap(), H = /* @__PURE__ */ new WeakMap(), U = /* @__PURE__ */ new WeakMap(), W = /* @__PURE__ */ new WeakSet(), G = class extends HTMLElement {
	constructor() {
		super(), he(this, W), k(this, R, null), k(this, z, null), k(this, B, ""), k(this, V, !1), k(this, H, !1), k(this, U, ""), ie(this.attachShadow({ mode: "open" }));
	}
	connectedCallback() {
		for (let e of [...L, ...P]) A(W, this, Se).call(this, e);
		A(W, this, J).call(this);
	}
	attributeChangedCallback() {
		A(W, this, J).call(this);
	}
	async press() {
		if (j(H, this)) return;
		A(W, this, Q).call(this, !0), A(W, this, $).call(this, "startmessage", {});
		let e = {
			...A(W, this, K).call(this),
			key: j(U, this)
		}, t = await ue(e, () => A(W, this, Y).call(this));
		M(U, this, e.key), A(W, this, Q).call(this, !1), t.reason && console.warn(`menling-contact ${e.plugid}:`, t.reason.message), A(W, this, $).call(this, "completemessage", t.detail), this.isConnected && A(W, this, be).call(this, t);
	}
	focus(e) {
		this.shadowRoot.querySelector(".press")?.focus(e);
	}
};
function be(e) {
	let t = A(W, this, X).call(this).isMask ? "" : e.detail.name;
	o(this.shadowRoot, {
		...e,
		name: t
	}, D(this.lang), () => this.press()).addEventListener("close", () => this.shadowRoot.activeElement ?? this.focus());
}
function K() {
	let e = T("isMask", A(W, this, q).call(this, "isMask")) ?? "";
	return {
		server: this.server || ye,
		plugid: this.plugid,
		button: this.button,
		lang: this.lang,
		mask: e
	};
}
function q(e) {
	let [t, n] = I(e);
	return this.getAttribute(t) ?? this.getAttribute(n);
}
function J() {
	!j(V, this) && this.isConnected && (M(V, this, !0), queueMicrotask(() => {
		M(V, this, !1), A(W, this, Y).call(this).catch(() => {}), A(W, this, Z).call(this);
	}));
}
function Y() {
	let { server: e, plugid: t, mask: n, lang: r } = A(W, this, K).call(this), i = [
		e,
		t,
		n
	].join("\n");
	return i === j(B, this) && j(z, this) ? j(z, this) : (M(B, this, i), M(R, this, null), M(z, this, A(W, this, xe).call(this, {
		server: e,
		plugid: t,
		mask: n,
		lang: r
	}, i)));
}
async function xe(e, t) {
	let n = () => t === j(B, this);
	try {
		if (!e.plugid) throw Error("no plugid is set");
		let t = await oe(e);
		n() && M(R, this, t);
	} catch (e) {
		throw n() && (M(z, this, null), M(R, this, {})), e;
	} finally {
		n() && A(W, this, Z).call(this);
	}
}
function X() {
	return pe(Object.fromEntries(P.map((e) => [e, A(W, this, q).call(this, e)])), j(R, this)?.style);
}
function Z() {
	let e = f(A(W, this, X).call(this), j(R, this), D(this.lang)), t = this.shadowRoot.querySelector(".cell"), n = t?.contains(this.shadowRoot.activeElement);
	e.querySelector(".press").addEventListener("click", () => this.press()), t ? t.replaceWith(e) : this.shadowRoot.append(e), A(W, this, Q).call(this, j(H, this)), n && this.focus();
}
function Q(e) {
	M(H, this, e), this.shadowRoot.querySelector(".press")?.setAttribute("aria-busy", String(e));
}
function $(e, t) {
	this.dispatchEvent(new CustomEvent(e, {
		detail: t,
		bubbles: !0,
		composed: !0
	}));
}
function Se(e) {
	if (!Object.hasOwn(this, e)) return;
	let t = this[e];
	delete this[e], this[e] = t;
}
ve(G, "observedAttributes", [...L, ...P.flatMap(I)]);
for (let e of P) Object.defineProperty(G.prototype, e, {
	get() {
		let [t, n] = I(e);
		return T(e, this.getAttribute(t) ?? this.getAttribute(n));
	},
	set(t) {
		for (let t of I(e)) this.removeAttribute(t);
		t != null && t !== "" && this.setAttribute(F(e), String(t));
	},
	enumerable: !0
});
for (let e of L.filter((e) => e !== "lang").concat("theme")) Object.defineProperty(G.prototype, e, {
	get() {
		return this.getAttribute(e) ?? "";
	},
	set(t) {
		this.setAttribute(e, t ?? "");
	},
	enumerable: !0
});
customElements.get("menling-contact") || customElements.define("menling-contact", G);
export { G as MenlingContact };
