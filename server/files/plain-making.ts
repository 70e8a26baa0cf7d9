import { fileTypeFromFile } from 'file-type';
import type { Making } from './ports.ts';

/** Looks at a content by its first bytes, takes what is allowed as it is, and makes nothing of it. */
export const plainMaking: Making = {
  async judge({ path }, allowed) {
    const mime = (await fileTypeFromFile(path))?.mime ?? 'unknown';
    return allowed.includes(mime) ? { mime } : { refused: 'not-allowed' };
  },
  scan: null,
  make: () => Promise.resolve({ facts: {}, products: [] }),
  transcribe: null,
};
