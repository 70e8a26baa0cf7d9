import type { Huying } from '../../../../client-sdk/index.ts';
import { sizeOf } from '../../../../client-sdk/wording/words.ts';
import type { CivilDate } from '../../../../shared/ids.ts';
import { Fault } from '../../../../shared/faults.ts';
import type { SharedItem } from '../../../../shared/file-acts.ts';
import type { Me } from '../../../../shared/people.ts';
import type { SuggestionView } from '../../../../shared/suggestions.ts';
import type { DeskWords } from '../wording/words.ts';
import type { Option } from './field.tsx';

/** Things to choose that have to be fetched first. */
export type Load = () => Promise<readonly Option[]>;

/** What the forms of a case may look at. */
export interface Desk {
  readonly view: SuggestionView;
  readonly me: Me;
  readonly today: CivilDate;
  readonly words: DeskWords;
  /** What the roles of tracks are called. */
  readonly roleNames: Readonly<Record<'lead' | 'co' | 'separate' | 'reference', string>>;
  readonly units: Load;
  readonly peopleOfUnit: (unitId: string) => Load;
  /** Classes of replies in the congress’s scheme; none: it has no scheme. */
  readonly replyClasses: Load;
  readonly contacts: Load;
  /** Files of the case’s room, newest first; none where one does not sit in it. */
  readonly roomFiles: Load;
  /** Open topics of key supervision. */
  readonly topics: Load;
  readonly findPeople: (text: string) => Promise<readonly Option[]>;
  readonly findSuggestions: (text: string) => Promise<readonly Option[]>;
}

/** Fetches once, however often it is asked. */
const once = <T>(fetch: () => Promise<T>): (() => Promise<T>) => {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= fetch().catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
};

/** Makes a thing once for each name. */
function remembered<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const fresh = make(name);
    made.set(name, fresh);
    return fresh;
  };
}

/** The units of the congress. */
export const loadUnits = (huying: Huying): Load =>
  once(async () => {
    const { units } = await huying.ask('unit:list', {});
    return units.map(({ unitId, shortName }) => ({ value: unitId, label: shortName }));
  });

/** The people of each unit. */
export const loadPeople = (huying: Huying): Desk['peopleOfUnit'] =>
  remembered((unitId) =>
    once(async () => {
      const { people } = await huying.ask('unit:people', { unitId });
      return people.map(({ personId, name, title }) => ({
        value: personId,
        label: title === '' ? name : `${name}（${title}）`,
      }));
    }),
  );

/** Who does not sit in a room has none of its files. */
function noneForStrangers(error: unknown): { items: SharedItem[] } {
  if (error instanceof Fault && error.code === 'NOT_A_MEMBER') return { items: [] };
  throw error;
}

/** The fetched part of a desk. */
export const loadsOf = (
  huying: Huying,
  { suggestionId, roomId }: Pick<SuggestionView, 'suggestionId' | 'roomId'>,
  words: DeskWords,
) => ({
  units: loadUnits(huying),
  peopleOfUnit: loadPeople(huying),
  replyClasses: once(async () => {
    const { profile } = await huying.ask('policy:show', {});
    return profile.replyClasses.value.map(({ code, label, wording }) => ({
      value: code,
      label: `${label} ${wording}`,
    }));
  }),
  contacts: once(async () => {
    const { contacts } = await huying.ask('contact:list', { suggestionId });
    return contacts.map(({ contactId, at, phase, unitName }) => ({
      value: contactId,
      label: `${at.slice(0, 10)} ${words.phases[phase]} ${unitName}`,
    }));
  }),
  roomFiles: once(async () => {
    if (roomId === null) return [];
    const { items } = await huying
      .ask('file:list', { roomId, kind: null, cursor: null })
      .catch(noneForStrangers);
    return items.map(({ file }) => ({ value: file.fileId, label: `${file.name} ${sizeOf(file.bytes)}` }));
  }),
  topics: once(async () => {
    const { topics } = await huying.ask('topic:list', { year: null });
    return topics
      .filter(({ state }) => state === 'open')
      .map(({ topicId, year, title }) => ({ value: topicId, label: `${year} ${title}` }));
  }),
  async findPeople(text: string) {
    const names = await huying.searchNames(text);
    return names.flatMap((one) =>
      one.kind === 'person' ? [{ value: one.personId, label: `${one.name}（${one.label}）` }] : [],
    );
  },
  async findSuggestions(text: string) {
    const names = await huying.searchNames(text);
    return names.flatMap((one) =>
      one.kind === 'suggestion'
        ? [{ value: one.suggestionId, label: `${words.numberOf(one.number)} ${one.title}` }]
        : [],
    );
  },
});
