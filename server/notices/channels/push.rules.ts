import type { LANGUAGES } from '../../../shared/values/preferences.ts';

type Language = (typeof LANGUAGES)[number];

/** Push services of the browsers there are. `*.` stands for one or more words before. */
export const PUSH_HOSTS = [
  'fcm.googleapis.com', // Chrome, Edge on Android, and others of the family
  'updates.push.services.mozilla.com',
  '*.push.apple.com',
  '*.notify.windows.com',
] as const;

const HOST = /^(\*\.)?([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/;

/** True for a host as PUSH_HOSTS has them, or for an origin, `https://push.example:8443`. */
export function isPushPlace(place: string): boolean {
  if (!place.includes('://')) return HOST.test(place);
  try {
    return new URL(place).origin === place;
  } catch {
    return false;
  }
}

/**
 * Whether a push service may be asked: an origin that is listed as it is, or a listed host by https on its own port.
 * Whoever subscribes chooses the address, so nothing else is ever asked: no host inside, no number, no other port.
 */
export function mayAsk(endpoint: string, places: readonly string[]): boolean {
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch {
    return false;
  }
  if (url.username !== '' || url.password !== '') return false;
  if (places.includes(url.origin)) return true;
  if (url.protocol !== 'https:' || url.port !== '') return false;
  return places.some((place) =>
    place.startsWith('*.') ? url.hostname.endsWith(place.slice(1)) : url.hostname === place,
  );
}

/** All that leaves the house: that there is something, and how much. It is read on screens that anybody may see. */
const WORDS: Readonly<Record<Language, (count: number) => string>> = {
  'zh-CN': (count) => `有 ${count} 件事请您看一看`,
  en: (count) =>
    count === 1 ? 'There is 1 thing for you to look at' : `There are ${count} things for you to look at`,
};

/** What the service worker shows, as JSON. */
export const pushPayload = (count: number, language: Language): string =>
  JSON.stringify({
    title: language === 'en' ? 'Huying' : '呼应',
    body: WORDS[language](count),
    lang: language,
  });
