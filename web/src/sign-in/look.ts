/** How this browser was told to look; look.js reads and keeps it. */
export interface Look {
  look?: 'normal' | 'elder';
  shade?: string;
  textSize?: number;
  language?: string;
}

const KEY = 'huying-look';

/** What is kept of it; nothing where nothing is, or cannot be. */
export function keptLook(): Look {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {}) as Look;
  } catch {
    return {};
  }
}

/** Changes these and leaves the rest. */
export const showLook = (change: Look): void => {
  dispatchEvent(new CustomEvent(KEY, { detail: { ...keptLook(), ...change } }));
};
