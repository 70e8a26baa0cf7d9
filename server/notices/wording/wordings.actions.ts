import type * as z from 'zod/mini';
import { Fault } from '../../../shared/faults.ts';
import type { CongressId } from '../../../shared/ids.ts';
import {
  type listWordings,
  type setWording,
  WORD_LOCALES,
  type Wording,
  type WordingChange,
} from '../../../shared/wordings.ts';
import type { Clock } from '../../wire/ports.ts';
import type { Words } from '../channels/channel.ts';
import { isSpoken, PARAMETERS_OF, SPOKEN_RULES, type SpokenRule, stepsOf } from './catalogue.rules.ts';
import { unfillableIn } from './template.rules.ts';
import { type OwnWords, wordKey, wordsStanding } from './words-of.rules.ts';
import type { WordingAuthor, WordingChangeDoc, WordingStore } from './wordings.store.ts';

interface Parts {
  readonly store: WordingStore;
  readonly clock: Clock;
}

/** A change that somebody asks for; `words: null` takes own ones back. */
export type AskedWording = Omit<z.output<typeof setWording.input>, 'words'> & {
  readonly words: Words | null;
};

const MOST_CHANGES = 50;

/** A congress’s own words as its changes left them. */
export function ownWordsOf(
  changes: readonly Pick<WordingChangeDoc, 'locale' | 'rule' | 'step' | 'words'>[],
): OwnWords {
  const own = new Map<string, Words>();
  for (const { locale, rule, step, words } of changes) {
    const key = wordKey(locale, rule, step);
    if (words === null) own.delete(key);
    else own.set(key, words);
  }
  return own;
}

/** Reads and changes the words of a congress; every change is kept with who and why. */
export function makeWordings({ store, clock }: Parts) {
  const change = async (
    congressId: CongressId,
    by: WordingAuthor,
    asked: AskedWording,
  ): Promise<WordingChange> => {
    const rule = knownRule(asked.rule);
    if (!stepsOf(rule).includes(asked.step)) throw new Fault('NOT_FOUND');
    refuseUnfillable(rule, asked.words);
    const changes = await store.ofCongress(congressId); // read first: the key’s own change is among them, or found next
    const repeated = await store.byActKey(congressId, asked.actKey);
    if (repeated) return changeView(repeated);
    const version = changes.length;
    if (version !== asked.version) throw new Fault('STALE_REVISION', { version });
    if (saysAlready(ownWordsOf(changes), { ...asked, rule })) throw new Fault('ALREADY_DONE', { version });
    const { step, locale, words, why, actKey } = asked;
    const next = { version: version + 1, rule, step, locale, words, why, actKey };
    await store.append({ congressId, ...next, by, at: clock.now() }); // refused: the key came twice, or somebody was faster
    const made = await store.byActKey(congressId, actKey);
    if (!made) throw new Fault('STALE_REVISION', { version: next.version });
    return changeView(made);
  };

  return {
    change,
    /** What reminders of this congress say instead of the product’s words. */
    forCongress: async (congressId: CongressId): Promise<OwnWords> =>
      ownWordsOf(await store.ofCongress(congressId)),
    /** All words as they stand, of one rule or of all; the last changes, newest first. */
    list: async (
      congressId: CongressId,
      rule: string | null,
    ): Promise<z.output<typeof listWordings.output>> => {
      const rules = rule === null ? SPOKEN_RULES : [knownRule(rule)];
      const changes = await store.ofCongress(congressId);
      const own = ownWordsOf(changes);
      return {
        version: changes.length,
        wordings: rules.flatMap((name) => wordingsOf(name, own)),
        changes: changes
          .filter((c) => rule === null || c.rule === rule)
          .slice(-MOST_CHANGES)
          .reverse()
          .map(changeView),
      };
    },
  };
}

export type Wordings = ReturnType<typeof makeWordings>;

function knownRule(rule: string): SpokenRule {
  if (!isSpoken(rule)) throw new Fault('NOT_FOUND');
  return rule;
}

function refuseUnfillable(rule: SpokenRule, words: Words | null): void {
  if (words === null) return;
  const known = PARAMETERS_OF[rule];
  const wrong = (['title', 'text'] as const).filter((part) => unfillableIn(words[part], known).length > 0);
  if (wrong.length > 0)
    throw new Fault('UNKNOWN_PARAMETER', { paths: wrong.map((part) => `words.${part}`), known });
}

/** The same words again change nothing; nor does taking back what was never said. */
function saysAlready(
  own: OwnWords,
  { locale, rule, step, words }: Pick<AskedWording, 'locale' | 'rule' | 'step' | 'words'>,
): boolean {
  const standing = own.get(wordKey(locale, rule, step)) ?? null;
  return standing?.title === words?.title && standing?.text === words?.text;
}

const wordingsOf = (rule: SpokenRule, own: OwnWords): Wording[] =>
  stepsOf(rule).flatMap((step) =>
    WORD_LOCALES.map((locale): Wording => {
      return {
        ...{ rule, step, locale, own: own.has(wordKey(locale, rule, step)) },
        words: wordsStanding({ locale, rule, step }, own),
        parameters: [...PARAMETERS_OF[rule]],
      };
    }),
  );

const changeView = ({
  version,
  rule,
  step,
  locale,
  words,
  by,
  why,
  at,
}: WordingChangeDoc): WordingChange => ({
  ...{ version, rule, step, locale, words, why },
  by: { name: by.name, label: by.label },
  at: at.toISOString(),
});
