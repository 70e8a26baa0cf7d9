import type { AppWords } from './zh-CN.ts';

/** The same words in English. */
export const en: AppWords = {
  updateReady:
    'There is a new version. Choose Update when it suits you; messages and forms you began are kept.',
  updateShared: 'There is a new version. Please send what you have written, then choose Update.',
  later: 'Later',
  notKept:
    'This device keeps nothing more; unsent messages are in this page alone. Please leave it open until they are sent.',
  understood: 'All right',
};
