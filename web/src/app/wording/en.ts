import type { AppWords } from './zh-CN.ts';

/** The same words in English. */
export const en: AppWords = {
  updateReady: 'There is a new version. Choose Update when it suits you; messages you began are kept.',
  later: 'Later',
};
