import type { Page } from 'playwright-core';

/** Keys of what the browser keeps, or the things themselves, as all its tabs see them. */
const asking = (method: 'getAllKeys' | 'getAll') => `new Promise((resolve, reject) => {
  const opening = indexedDB.open('huying');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const asked = opening.result.transaction('kept').objectStore('kept').${method}();
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
  (await page.evaluate<unknown[]>(asking('getAllKeys'))).map(String).filter((key) => key.includes(about));

/** Whether anything that the browser keeps has this in it. */
export const keeps = async (page: Page, text: string): Promise<boolean> =>
  (await page.evaluate<unknown[]>(asking('getAll'))).some((kept) => String(kept).includes(text));
