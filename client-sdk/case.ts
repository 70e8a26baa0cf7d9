import type { TimelineEntry } from '../shared/cases.ts';
import type { WireFault } from '../shared/contract.ts';
import { Fault, type FaultCode } from '../shared/faults.ts';
import type { SuggestionId } from '../shared/ids.ts';
import type { Paper } from '../shared/papers.ts';
import type { AnswerOf, InputOf, RequestName } from '../shared/protocol.ts';
import type { SuggestionView } from '../shared/suggestions.ts';
import type { Ask } from './asking.ts';
import type { Readable } from './huying.ts';
import { makeStore } from './observable.ts';
import { between, type Parts } from './parts.ts';
import { mayPass } from './session.ts';

/** What every act names of the case; filled in by the client. */
interface Upon {
  suggestionId: string;
  revision: number;
  actKey: string;
}
type ActAmong<N extends RequestName> = N extends RequestName ? (InputOf<N> extends Upon ? N : never) : never;

/** A request by which somebody acts on a case. */
export type CaseAct = ActAmong<RequestName>;
/** What is given with an act. */
export type ActInput<A extends CaseAct> = Omit<InputOf<A>, keyof Upon>;

export interface CaseSnapshot {
  /** Null until it was read. */
  readonly view: SuggestionView | null;
  /** What has happened, newest first, none missing between the first and the last. */
  readonly timeline: readonly TimelineEntry[];
  /** True when `timeline` ends with the beginning. */
  readonly reachedStart: boolean;
  /** Why it could not be read the last time. */
  readonly fault: WireFault | null;
}

/** One suggestion with its history. Acting works without opening it; `open` keeps it fresh. */
export interface CaseFile extends Readable<CaseSnapshot> {
  readonly suggestionId: SuggestionId;
  /** Resolves when it was read; from then on it follows what happens. Throws NOT_FOUND. */
  open(): Promise<void>;
  close(): void;
  refresh(): Promise<void>;
  /** Fetches the page before the oldest entry held. */
  older(): Promise<void>;
  /** The words of what has happened, newest first; `before`: the page that `next` names. */
  papers(before?: number): Promise<{ readonly papers: readonly Paper[]; readonly next: number | null }>;
  /**
   * Does something to the case as it is shown here, or as it was at the revision `seen`. Throws the server’s Fault; when that means that somebody else was
   * first (STALE_REVISION and the like), the case has been read again by then. The same act again after UNAVAILABLE is one act.
   */
  do<A extends CaseAct>(act: A, input: ActInput<A>, seen?: number): Promise<SuggestionView>;
}

/** What a case needs of its client. */
export interface CaseParts extends Pick<Parts, 'timers' | 'random'> {
  readonly ask: Ask;
  readonly newKey: () => string;
}

const NOTHING: CaseSnapshot = { view: null, timeline: [], reachedStart: false, fault: null };
/** Everybody who looks at a case hears of a change at once, so they ask within this time. */
const SPREAD_MS = 400;
/** Who does not sit in the case’s room hears nothing of it: an open case is read anew this often at least. */
const EVERY_MS = 20_000;
/** What is shown is older than what the server has. */
const OLD: readonly FaultCode[] = ['STALE_REVISION', 'WRONG_STATE', 'ALREADY_DONE', 'NOT_ALLOWED', 'NOT_YET'];

type Page = AnswerOf<'case:timeline'>;

/** A newest page before what is held; what lies behind a gap is dropped. */
function joined(page: Page, held: CaseSnapshot): Pick<CaseSnapshot, 'timeline' | 'reachedStart'> {
  const oldest = page.entries.at(-1)?.n ?? 0;
  const newest = held.timeline[0]?.n ?? 0;
  if (!page.more || newest < oldest - 1) return { timeline: page.entries, reachedStart: !page.more };
  const rest = held.timeline.filter(({ n }) => n < oldest);
  return { timeline: [...page.entries, ...rest], reachedStart: held.reachedStart };
}

/** A case that is read when asked, and anew when something happens to it while it is open. */
export class LiveCase implements CaseFile {
  readonly suggestionId: SuggestionId;
  readonly #parts: CaseParts;
  readonly #store = makeStore(NOTHING);
  /** Acts whose answer is not known, by what was asked. */
  readonly #unanswered = new Map<string, Pick<Upon, 'revision' | 'actKey'>>();
  #isOpen = false;
  #reading: Promise<void> | null = null;
  #stopTimer: (() => void) | null = null;
  #stopRound: (() => void) | null = null;

  constructor(suggestionId: SuggestionId, parts: CaseParts) {
    this.suggestionId = suggestionId;
    this.#parts = parts;
  }

  readonly read = (): CaseSnapshot => this.#store.read();

  readonly subscribe = (changed: () => void): (() => void) => this.#store.subscribe(changed);

  get isOpen(): boolean {
    return this.#isOpen;
  }

  open(): Promise<void> {
    this.#isOpen = true;
    this.#round();
    return this.refresh();
  }

  close(): void {
    this.#isOpen = false;
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#stopRound?.();
    this.#stopRound = null;
  }

  /** Forgets what is held: somebody else may look next. */
  clear(): void {
    this.close();
    this.#unanswered.clear();
    this.#store.set(NOTHING);
  }

  refresh(): Promise<void> {
    this.#reading ??= this.#refresh().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** Something may have happened to it. */
  stir(): void {
    if (!this.#isOpen) return;
    this.#stopTimer ??= this.#parts.timers.after(between(this.#parts.random, 0, SPREAD_MS), () => {
      this.#stopTimer = null;
      // What is being read may be older than what was heard.
      void (this.#reading ?? Promise.resolve()).finally(() => this.refresh()).catch(() => undefined);
    });
  }

  #round(): void {
    const { timers, random } = this.#parts;
    this.#stopRound?.();
    this.#stopRound = timers.after(EVERY_MS * between(random, 0.75, 1.25), () => {
      this.stir();
      this.#round();
    });
  }

  async older(): Promise<void> {
    const { timeline, reachedStart } = this.read();
    const last = timeline.at(-1);
    if (reachedStart || !last) return;
    const { suggestionId } = this;
    const page = await this.#parts.ask('case:timeline', { suggestionId, before: last.n });
    if (this.read().timeline.at(-1)?.n !== last.n) return;
    this.#store.patch({
      timeline: [...this.read().timeline, ...page.entries],
      reachedStart: !page.more,
    });
  }

  papers(before = 0): ReturnType<CaseFile['papers']> {
    return this.#parts.ask('case:papers', { suggestionId: this.suggestionId, before });
  }

  async do<A extends CaseAct>(act: A, input: ActInput<A>, seen?: number): Promise<SuggestionView> {
    if (this.read().view === null) await this.refresh();
    const said = JSON.stringify([act, input]);
    const upon = this.#unanswered.get(said) ?? {
      revision: seen ?? this.read().view?.revision ?? 0,
      actKey: this.#parts.newKey(),
    };
    this.#unanswered.set(said, upon);
    try {
      // The compiler cannot see that the rest of an act’s input is what Omit took out of it.
      const whole = { ...input, ...upon, suggestionId: this.suggestionId } as unknown as InputOf<A>;
      const view = await this.#parts.ask<CaseAct>(act, whole);
      this.#unanswered.delete(said);
      this.#took(view);
      return view;
    } catch (error) {
      if (!mayPass(error)) this.#unanswered.delete(said);
      if (error instanceof Fault && OLD.includes(error.code)) await this.refresh().catch(() => undefined);
      throw error;
    }
  }

  #took(view: SuggestionView): void {
    if (view.revision < (this.read().view?.revision ?? 0)) return;
    this.#store.patch({ view, fault: null });
    this.stir();
  }

  async #refresh(): Promise<void> {
    const { suggestionId } = this;
    const show = () => this.#parts.ask('suggestion:show', { suggestionId });
    try {
      let view = await show();
      const before = this.read();
      if (before.view?.revision === view.revision && before.timeline[0]?.n === view.revision) {
        this.#store.patch({ view, fault: null });
        return;
      }
      const page = await this.#parts.ask('case:timeline', { suggestionId, before: 0 });
      if ((page.entries[0]?.n ?? 0) > view.revision) view = await show(); // something has happened in between
      const held = this.read();
      // What units may know of ratings changes with the state, also in pages read before.
      const isSame = held.view?.state === view.state;
      const isOlder = view.revision < (held.view?.revision ?? 0);
      this.#store.patch({
        ...joined(page, isSame ? held : NOTHING),
        ...(isOlder ? {} : { view }),
        fault: null,
      });
    } catch (error) {
      const fault = error instanceof Fault ? error : new Fault('INTERNAL');
      this.#store.patch({ fault: { code: fault.code, facts: fault.facts } });
      throw error;
    }
  }
}
