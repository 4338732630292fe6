/** Whether the page can be opened again without its host. */
export type Offline = 'kept' | 'unsupported' | 'failed';

/** Has the service worker keep the page. Called when everything else is loaded, so that it delays nothing. */
export async function keepPage(): Promise<Offline> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator))
    return 'unsupported';
  try {
    await navigator.serviceWorker.register('sw.js', { updateViaCache: 'none' });
    await navigator.serviceWorker.ready;
    return 'kept';
  } catch (error) {
    // The page works without; it says that it needs its host the next time.
    console.info('Lodestone: the page could not be kept for use offline:', error);
    return 'failed';
  }
}
