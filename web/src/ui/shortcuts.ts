/** `/` and Ctrl+K (Cmd+K) lead to the query, from anywhere on the page that is not a field. Gives nothing while the page is hidden. */
export function followShortcuts(page: HTMLElement, toQuery: () => void): void {
  addEventListener('keydown', (event) => {
    if (page.closest('[hidden]') !== null || !page.isConnected || document.querySelector('dialog[open]') !== null) return;
    const inField = event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null;
    const slash = event.key === '/' && !inField && !event.ctrlKey && !event.metaKey && !event.altKey;
    const search = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!slash && !search) return;
    event.preventDefault();
    toQuery();
  });
}
