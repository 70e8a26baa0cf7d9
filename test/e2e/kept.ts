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

/** Values, in the order of their keys. */
const VALUES = KEYS.replace('getAllKeys', 'getAll');

/** What the browser keeps that has this in it. */
export const valuesOf = async (page: Page, about: string): Promise<string[]> =>
  (await page.evaluate<unknown[]>(VALUES)).map(String).filter((value) => value.includes(about));

/** Of these, those that have this in them. */
export const keysOf = async (page: Page, about: string): Promise<string[]> =>
  (await page.evaluate<unknown[]>(KEYS)).map(String).filter((key) => key.includes(about));
