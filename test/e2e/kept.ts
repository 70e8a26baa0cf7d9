import type { Page } from 'playwright-core';

/** Keys of what the browser keeps, as all its tabs see them. */
const KEYS = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('huying');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const asked = opening.result.transaction('kept').objectStore('kept').getAllKeys();
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      opening.result.close();
      resolve(asked.result);
    };
  };
})`;

/** Of these, those that have this in them. */
export const keysOf = async (page: Page, about: string): Promise<string[]> =>
  (await page.evaluate<unknown[]>(KEYS)).map(String).filter((key) => key.includes(about));
