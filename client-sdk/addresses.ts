import { MAX_ADDRESSES } from '../shared/values/files.ts';
import type { Rendition } from '../shared/files.ts';
import type { FileId } from '../shared/ids.ts';
import type { Ask } from './asking.ts';
import type { Parts } from './parts.ts';

export interface AddressesParts extends Pick<Parts, 'clock' | 'timers'> {
  readonly url: string;
  readonly ask: Ask;
}

/** What is wanted within this span is asked for together. */
const TOGETHER_MS = 10;
/** So long before its end an address is not given out any more: it shall last for the fetch. */
const MARGIN_MS = 30_000;
/** No address is given out for longer than this, whatever this device's clock says of its end. */
const LONGEST_MS = 10 * 60_000;

interface Want {
  readonly fileId: FileId;
  readonly rendition: Rendition;
  readonly key: string;
  readonly resolve: (url: string | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Where the person may fetch files: asked for many at once, and given out again while they last. */
export class Addresses {
  readonly #parts: AddressesParts;
  readonly #base: string;
  readonly #held = new Map<string, { url: Promise<string | null>; until: number }>();
  #wants: Want[] = [];
  #stopTimer: (() => void) | null = null;

  constructor(parts: AddressesParts) {
    this.#parts = parts;
    this.#base = parts.url.replace(/\/+$/, '');
  }

  of(fileId: FileId, rendition: Rendition, { again = false } = {}): Promise<string | null> {
    const key = `${fileId}/${rendition}`;
    const held = this.#held.get(key);
    if (held && !again && held.until > this.#parts.clock.now()) return held.url;
    const url = new Promise<string | null>((resolve, reject) => {
      this.#wants.push({ fileId, rendition, key, resolve, reject });
    });
    this.#held.set(key, { url, until: Infinity }); // until it has been answered
    url.catch(() => this.#held.delete(key));
    this.#stopTimer ??= this.#parts.timers.after(TOGETHER_MS, () => this.#fetch());
    return url;
  }

  clear(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#held.clear();
    for (const { resolve } of this.#wants) resolve(null);
    this.#wants = [];
  }

  #fetch(): void {
    this.#stopTimer = null;
    const wants = this.#wants;
    this.#wants = [];
    for (let at = 0; at < wants.length; at += MAX_ADDRESSES)
      void this.#ask(wants.slice(at, at + MAX_ADDRESSES));
  }

  async #ask(wants: readonly Want[]): Promise<void> {
    try {
      const files = wants.map(({ fileId, rendition }) => ({ fileId, rendition }));
      const { addresses } = await this.#parts.ask('file:address', { files });
      wants.forEach((want, i) => {
        const address = addresses[i] ?? null;
        this.#took(want.key, address?.expires ?? null);
        want.resolve(address && `${this.#base}${address.path}`);
      });
    } catch (error) {
      for (const { reject } of wants) reject(error);
    }
  }

  /** What is not to be had now may be soon: it is asked for anew each time. */
  #took(key: string, expires: string | null): void {
    const held = this.#held.get(key);
    if (!held) return;
    const now = this.#parts.clock.now();
    if (expires === null) this.#held.delete(key);
    else held.until = Math.min(Date.parse(expires) - MARGIN_MS, now + LONGEST_MS);
  }
}
