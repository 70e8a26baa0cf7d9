import type { Huying, Room, SharedFile } from '../../../../client-sdk/index.ts';
import { makeStore, type Store } from '../../../../client-sdk/observable.ts';
import { playableOf } from './kinds.rules.ts';

/** What of a room's voices is playing. */
export interface Playing {
  readonly roomId: string | null;
  readonly seq: number;
  readonly isOn: boolean;
  /** Seconds from its beginning. */
  readonly at: number;
  readonly rate: number;
  /** It could not be fetched. */
  readonly isMissing: boolean;
}

/** The speeds at which voices are heard. */
export const RATES = [1, 1.5, 2] as const;

const SILENT: Playing = { roomId: null, seq: 0, isOn: false, at: 0, rate: 1, isMissing: false };

/** A voice of a room. */
interface Track {
  readonly seq: number;
  readonly file: SharedFile;
}

/** Where a voice sounds from. */
interface Stage {
  readonly room: Room;
  readonly huying: Pick<Huying, 'addressOf'>;
}

/** Plays one voice at a time; when one ends, the next that the person has not heard follows. */
class Player {
  readonly store: Store<Playing> = makeStore(SILENT);
  readonly #audio = new Audio();
  #stage: Stage | null = null;
  #track: Track | null = null;
  /** Counts what was asked for, so that a late address starts nothing. */
  #wish = 0;

  constructor() {
    const audio = this.#audio;
    audio.preservesPitch = true;
    audio.addEventListener('timeupdate', () => this.store.patch({ at: audio.currentTime }));
    audio.addEventListener('pause', () => this.store.patch({ isOn: false }));
    audio.addEventListener('playing', () => this.#started());
    audio.addEventListener('ended', () => this.#ended());
  }

  /** From where it stood, or from `at` seconds. */
  async play(stage: Stage, track: Track, at?: number): Promise<void> {
    const now = this.store.read();
    const { seq } = track;
    const isSame = now.roomId === stage.room.roomId && now.seq === seq && !now.isMissing;
    this.#stage = stage;
    this.#track = track;
    this.#wish += 1;
    if (isSame && at !== undefined) {
      this.#audio.currentTime = at;
      this.store.patch({ at }); // the slider stays where it was put
    }
    if (isSame && (await this.#sound())) return;
    this.#audio.pause();
    const from = at ?? (isSame ? now.at : 0);
    this.store.patch({ roomId: stage.room.roomId, seq, isOn: true, at: from, isMissing: false });
    for (const again of [isSame, true]) if (await this.#begin(this.#wish, from, again)) return;
    this.store.patch({ isOn: false, isMissing: true });
  }

  pause(): void {
    this.#wish += 1;
    const sounded = !this.#audio.paused;
    this.#audio.pause();
    // How far it was is told now and then only; where it stopped is where it goes on.
    this.store.patch({ isOn: false, ...(sounded && { at: this.#audio.currentTime }) });
  }

  setRate(rate: number): void {
    this.#audio.playbackRate = rate;
    this.store.patch({ rate });
  }

  /** False: it could not be fetched from there. */
  async #begin(wish: number, at: number, again: boolean): Promise<boolean> {
    const file = this.#track?.file;
    const rendition = file ? playableOf(file) : null;
    if (!file || !this.#stage || rendition === null) return false;
    const { rate } = this.store.read();
    const url = await this.#stage.huying.addressOf(file.fileId, rendition, { again }).catch(() => null);
    if (wish !== this.#wish) return true;
    if (url === null) return false;
    this.#audio.src = url;
    this.#audio.currentTime = at;
    this.#audio.defaultPlaybackRate = rate;
    this.#audio.playbackRate = rate;
    return this.#sound();
  }

  /** What the person stopped meanwhile is not missing. */
  async #sound(): Promise<boolean> {
    try {
      await this.#audio.play();
      return true;
    } catch (error) {
      return error instanceof DOMException && error.name === 'AbortError';
    }
  }

  #started(): void {
    this.store.patch({ isOn: true });
    this.#stage?.room.heard(this.store.read().seq);
  }

  #ended(): void {
    const { seq } = this.store.read();
    this.store.patch({ isOn: false, at: 0 });
    if (!this.#stage) return;
    const { unheard, messages } = this.#stage.room.read();
    const next = messages.find((message) => message.seq > seq && unheard.includes(message.seq));
    if (next?.body.kind === 'file' && next.body.file.state === 'ready')
      void this.play(this.#stage, { seq: next.seq, file: next.body.file });
  }
}

let player: Player | null = null;

/** The one player of this page. */
export const thePlayer = (): Player => (player ??= new Player());
