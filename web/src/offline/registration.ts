/** Whether the page can be opened again without its host. */
export type Offline = 'kept' | 'unsupported' | 'failed';

/** Has the service worker keep the page. Called when everything else is loaded, so that it delays nothing. */
export async function keepPage(): Promise<Offline> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return 'unsupported';
  try {
    const registration = await navigator.serviceWorker.register('sw.js', { updateViaCache: 'none' });
    return (await isActive(registration)) ? 'kept' : 'failed';
  } catch (error) {
    // The page works without; it says that it needs its host the next time.
    console.info('Lodestone: the page could not be kept for use offline:', error);
    return 'failed';
  }
}

/** Waits for the end of an installation; `ready` would wait for ever for one that fails. */
function isActive(registration: ServiceWorkerRegistration | undefined): Promise<boolean> {
  const worker = registration?.installing ?? registration?.waiting;
  if (!worker) return Promise.resolve(Boolean(registration?.active));
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state === 'activated' || worker.state === 'redundant') resolve(worker.state === 'activated');
    };
    worker.addEventListener('statechange', look);
    look();
  });
}
