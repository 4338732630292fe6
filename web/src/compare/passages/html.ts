const blocks = 'p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, pre, blockquote, figcaption';

/** The text of a page's blocks, one each; scripts do not run and nothing is loaded, as the document is never shown. */
export function fromHtml(html: string): string[] {
  const document = new DOMParser().parseFromString(html, 'text/html');
  for (const hidden of document.querySelectorAll('script, style, template, noscript, nav, svg')) hidden.remove();
  const found = [...document.body.querySelectorAll(blocks)].filter((block) => block.querySelector(blocks) === null);
  const texts = (found.length > 0 ? found : [document.body]).map((block) => (block.textContent ?? '').replace(/\s+/g, ' ').trim());
  return texts.filter((text) => text !== '');
}

/** Whether a text that was pasted is HTML rather than a text about it. */
export function looksLikeHtml(text: string): boolean {
  return /^\s*<(?:!doctype html|html|body|div|p|ul|ol|table|article|section|h[1-6])\b/i.test(text) && /<\/\w+>/.test(text);
}
