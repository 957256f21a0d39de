//! What keeps somebody from using a page, found in the page as it is drawn.

/// Lists the faults of the page: each in a few words, with what it is about.
pub(crate) const FAULTS: &str = r##"
const faults = [];
const root = document.documentElement;
const seen = element => element.checkVisibility({ visibilityProperty: true });
const brief = element => element.outerHTML.slice(0, 120);

if (root.scrollWidth > root.clientWidth + 1)
    faults.push('wider than the screen: ' + root.scrollWidth + ' > ' + root.clientWidth);
const [arrival] = performance.getEntriesByType('navigation');
// A form that is refused is drawn again with 422, and has to be as good a page.
if (arrival && arrival.responseStatus >= 400 && arrival.responseStatus !== 422) faults.push('the answer ' + arrival.responseStatus);

// What a screen reader goes by.
if (!root.lang) faults.push('no language');
if (!document.title.trim()) faults.push('no title');
if (document.querySelectorAll('h1').length !== 1) faults.push('not one main heading');
if (!document.querySelector('main')) faults.push('no main part');
let level = 0;
for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) faults.push('a heading that skips a level: ' + brief(heading));
    level = own;
}
for (const table of document.querySelectorAll('table')) {
    if (!table.caption || !table.caption.textContent.trim()) faults.push('a table without a caption: ' + brief(table));
    if (!table.querySelector('th')) faults.push('a table without heads: ' + brief(table));
}
for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    const named = field.labels.length > 0 || field.getAttribute('aria-label')
        || field.getAttribute('aria-labelledby') || field.type === 'submit';
    if (!named) faults.push('a field without a label: ' + field.name);
}
for (const link of document.querySelectorAll('a[href], button, summary'))
    if (!(link.textContent.trim() || link.getAttribute('aria-label') || link.querySelector('title')))
        faults.push('a link or button without words: ' + brief(link));
for (const picture of document.querySelectorAll('img:not([alt])'))
    faults.push('a picture without words: ' + picture.src);
const ids = new Set();
for (const element of document.querySelectorAll('[id]'))
    ids.has(element.id) ? faults.push('two things called ' + element.id) : ids.add(element.id);
for (const element of document.querySelectorAll('[aria-describedby], [aria-labelledby], a[href^="#"]'))
    for (const id of (element.getAttribute('aria-describedby') ?? element.getAttribute('aria-labelledby') ?? element.hash.slice(1)).split(' '))
        if (!ids.has(id)) faults.push('nothing is called ' + id + ': ' + brief(element));

// What the keyboard and the thumb reach.
for (const element of document.querySelectorAll('[tabindex]'))
    if (element.tabIndex > 0) faults.push('out of the order of the page: ' + brief(element));
for (const element of document.querySelectorAll('button, summary, select, textarea, .button, input:not([type=hidden], [type=checkbox], [type=radio])'))
    if (seen(element) && element.getBoundingClientRect().height < 24) faults.push('too low for a thumb: ' + brief(element));
for (const element of document.querySelectorAll('main a[href], main button, main input:not([type=hidden])'))
    if (seen(element) && !element.closest('svg') && element.getBoundingClientRect().width === 0) faults.push('reached and not seen: ' + brief(element));

// What the eye tells apart: four and a half to one, three to one where letters are large.
const parts = colour => { const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number); return [red, green, blue, alpha]; };
const over = ([red, green, blue, alpha], below) => [red, green, blue].map((part, at) => part * alpha + below[at] * (1 - alpha));
const paper = element => {
    const layers = [];
    for (let it = element; it; it = it.parentElement) {
        const layer = parts(getComputedStyle(it).backgroundColor);
        if (layer[3] > 0) layers.push(layer);
        if (layer[3] === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255]);
};
const light = colour => colour.map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
const told = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest('script, title, desc, .unseen, .skip, option') || !seen(element)) continue;
    const style = getComputedStyle(element);
    const ground = paper(element);
    const ink = over(parts(element.closest('svg text') ? style.fill : style.color), ground);
    const [one, other] = [light(ink), light(ground)];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
    const kind = element.tagName + '.' + (element.className.baseVal ?? element.className) + ink + ground;
    if (contrast < (large ? 3 : 4.5) && !told.has(kind)) {
        told.add(kind);
        faults.push('hard to read, ' + contrast.toFixed(2) + ' to 1: ' + brief(element));
    }
}
return faults;"##;
