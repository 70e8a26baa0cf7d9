import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { shownOf } from './ring.ts';

// The application without a line: its files, and nothing that anybody said or that an account may see. Answers of the
// server pass by here untouched; what of them is kept is kept by the application, which knows whose it is.

declare const self: ServiceWorkerGlobalScope & {
  /** The files of this version; the build puts them here. */
  readonly __WB_MANIFEST: readonly PrecacheEntry[];
};

/** Files of this version that were not fetched before somebody used them. */
const USED = 'huying-used';
/** One sign for all reminders: a newer one takes the place of the last. */
const TAG = 'huying';
/** What the server alone answers, also when it is asked for as a page. */
const SERVERS = [/^\/(api|admin|socket\.io|livez|readyz|metrics)(\/|$)/, /^\/sign-in/];

// The sign-in page is the same page whatever is asked of it.
precacheAndRoute([...self.__WB_MANIFEST], { ignoreURLParametersMatching: [/./] });
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: SERVERS }));
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
  new CacheFirst({ cacheName: USED }),
);

// The first worker takes the page that brought it; a later one waits until somebody says that it suits them.
self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), caches.delete(USED)]));
});
self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting();
});

self.addEventListener('push', (event) => {
  const { title, ...shown } = shownOf(event.data?.text() ?? '');
  event.waitUntil(self.registration.showNotification(title, { ...shown, tag: TAG, icon: '/icon-192.png' }));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open());
});

/** The application where it is open already; else a new page of it, which leads to what waits. */
async function open(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const [page] = pages.filter(({ url }) => !new URL(url).pathname.startsWith('/sign-in'));
  if (page) await page.focus();
  else await self.clients.openWindow('/');
}
