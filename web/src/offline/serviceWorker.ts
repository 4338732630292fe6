// Keeps the page itself for use without its host, and sends the headers of cross-origin isolation where the host does not. The models
// and the runtime are kept by the page, under their checksums; requests to the server's own routes are left alone.
const scope = self as unknown as ServiceWorkerGlobalScope;

const cacheName = `lodestone-shell-${__SHELL_VERSION__}`;
const page = new URL('./', scope.registration.scope).href;
const shell = new Set(__SHELL_FILES__.map((file) => new URL(file, page).href));
const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

scope.addEventListener('install', (event) => {
  event.waitUntil(install());
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});

scope.addEventListener('fetch', (event) => {
  const url = event.request.url.split(/[?#]/, 1)[0]!;
  if (event.request.method !== 'GET') return;
  if (url === page || url === `${page}index.html`) event.respondWith(fromHostFirst(event));
  else if (shell.has(url)) event.respondWith(fromCacheFirst(event.request));
});

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([...shell].map((file) => new Request(file.endsWith('/index.html') ? page : file)));
  await scope.skipWaiting();
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith('lodestone-shell-') && name !== cacheName) await caches.delete(name);
  }
  // The host is asked while this worker starts.
  await scope.registration.navigationPreload?.enable();
  await scope.clients.claim();
}

/** A page's address always gives the newest version when the host can be reached; its files carry their checksum in their name. */
async function fromHostFirst({ request, preloadResponse }: FetchEvent): Promise<Response> {
  try {
    const response = ((await preloadResponse) as Response | undefined) ?? (await fetch(request));
    if (response.ok) return isolated(response);
    return response;
  } catch (unreachable) {
    const kept = await caches.match(page, { cacheName });
    if (kept === undefined) throw unreachable;
    return isolated(kept);
  }
}

async function fromCacheFirst(request: Request): Promise<Response> {
  return isolated((await caches.match(request, { cacheName, ignoreSearch: true })) ?? (await fetch(request)));
}

function isolated(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolation)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
