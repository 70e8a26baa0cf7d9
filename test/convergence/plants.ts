import * as z from 'zod/mini';
import type { PersonId } from '../../shared/ids.ts';
import { message as messageSchema, type Message } from '../../shared/messages.ts';
import type { Passing } from './frames.ts';

type Hears = (message: Message) => readonly Message[];

/** A fault in one device: in what it hears, or in all that reaches it through its socket. */
export interface Plant {
  readonly hears?: Hears;
  readonly twist?: Passing;
  /** What must be found because of it. */
  readonly found: RegExp;
}

const isText = ({ body }: Message) => body.kind === 'text';

/** Hears something else in the place of the first text. */
function firstHeardAs(heardAs: Hears): Hears {
  let first: Message | undefined;
  return (message) => {
    if (first || !isText(message)) return [message];
    first = message;
    return heardAs(message);
  };
}

/** A device whose listeners miss something. */
export const dropsOne = (): Plant => ({
  hears: firstHeardAs(() => []),
  found: /^message \d+ was not told$/,
});

/** A device whose listeners are told something twice. */
export const tellsOneTwice = (): Plant => ({
  hears: firstHeardAs((message) => [message, message]),
  found: /^message \d+ was told twice$/,
});

/** A device whose listeners are told something later than what follows it. */
export function swapsTwo(): Plant {
  let first: Message | undefined;
  let second: Message | undefined;
  return {
    hears: (message) => {
      if (!first && isText(message)) {
        first = message;
        return [];
      }
      if (!first || second) return [message];
      second = message;
      return [message, first];
    },
    found: /^message \d+ was told after message \d+$/,
  };
}

/** A device of this person that no answer and no broadcast ever brings one of the others' messages. */
export const neverGetsOne = (personId: PersonId | undefined): Plant => ({
  twist: twistFirst(personId, () => null),
  found: /^message \d+ was not shown$/,
});

/** A device of this person that is always told another count of reactions to one of the others' messages. */
export const countsOtherwise = (personId: PersonId | undefined): Plant => ({
  twist: twistFirst(personId, (message) => ({ ...message, reactions: [{ reaction: 'agree', count: 99 }] })),
  found: /^message \d+ was shown as .*"count":99/,
});

/** Makes something else of the first text of another that passes, wherever it comes; null: takes it out. */
function twistFirst(personId: PersonId | undefined, twist: (message: Message) => Message | null): Passing {
  let messageId: string | undefined;
  const isFit = (message: Message) =>
    isText(message) && message.author.kind === 'person' && message.author.personId !== personId;
  const walk = (value: unknown): unknown => {
    const message = z.safeParse(messageSchema, value);
    if (message.success) {
      if (isFit(message.data)) messageId ??= message.data.messageId;
      return message.data.messageId === messageId ? twist(message.data) : value;
    }
    if (Array.isArray(value)) {
      const walked = value.map(walk);
      return walked.filter((one, at) => one !== null || value[at] === null);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one)]));
  };
  return (text) => {
    const [, head, json] = /^(4[23]\d*)(\[.*)$/s.exec(text) ?? [];
    if (head === undefined || json === undefined) return text;
    const before = z.array(z.unknown()).parse(JSON.parse(json));
    const after = z.array(z.unknown()).parse(walk(before));
    return after.length < before.length ? null : `${head}${JSON.stringify(after)}`;
  };
}
