import type { Deed, Seen } from '../history.ts';
import { describe } from './record.rules.ts';
import { possibleAtEnd } from './register.rules.ts';
import { bySeq, type Check, recordOf } from './room-history.rules.ts';

type Edit = Deed & { act: { is: 'edit' } };
const isEdit = (deed: Deed): deed is Edit => deed.act.is === 'edit';
const isDone = ({ outcome }: Deed) => outcome.is === 'acknowledged';

/** Messages show the last acknowledged edit and recall; an act without an answer may have happened or not. */
export const actsConverge: Check = (room) => {
  const written = new Map(
    room.sends.flatMap(({ outcome, text }) =>
      outcome.is === 'acknowledged' ? [[outcome.got.messageId, text] as const] : [],
    ),
  );
  const deeds = deedsBySeq(room.deeds);
  return recordOf(room).flatMap((seen) => {
    if (seen.body !== 'text' && seen.body !== 'announcement' && seen.body !== 'recalled') return [];
    const done = deeds.get(seen.seq) ?? [];
    return wrongRecall(seen, done) ?? wrongText(seen, done, written.get(seen.messageId)) ?? [];
  });
};

function deedsBySeq(deeds: readonly Deed[]): Map<number, Deed[]> {
  const found = new Map<number, Deed[]>();
  for (const deed of [...deeds].sort((a, b) => a.askedAt - b.askedAt)) {
    const list = found.get(deed.seq);
    if (list) list.push(deed);
    else found.set(deed.seq, [deed]);
  }
  return found;
}

function wrongRecall(seen: Seen, deeds: readonly Deed[]): string[] | null {
  const recalls = deeds.filter(({ act }) => act.is === 'recall');
  if (seen.body === 'recalled')
    return recalls.length > 0 ? null : [`number ${seen.seq} is recalled, and nobody recalled it`];
  return recalls.some(isDone) ? [`number ${seen.seq} was recalled, and is there as ${describe(seen)}`] : null;
}

function wrongText(seen: Seen, deeds: readonly Deed[], written: string | undefined): string[] | null {
  if (seen.body === 'recalled' || written === undefined) return null;
  const edits = deeds.filter(isEdit).map((edit) => ({ ...edit, value: edit.act.text }));
  if (possibleAtEnd(edits, written).includes(seen.text)) return null;
  const last = edits.findLast(isDone)?.value ?? written;
  return [
    `number ${seen.seq} should read "${last}" after its last acknowledged edit, and reads "${seen.text}"`,
  ];
}

/** Reactions are those that were last acknowledged. */
export const reactionsConverge: Check = (room) => {
  const deeds = deedsBySeq(room.deeds.filter(({ act }) => act.is === 'react'));
  const lists = new Map(room.reactionLists.map((list) => [list.seq, list.people]));
  return recordOf(room).flatMap((seen) => {
    if (seen.body === 'recalled' || seen.body === 'tombstone') return [];
    const { sure, maybe } = lastReactions(deeds.get(seen.seq) ?? []);
    const kinds = new Set([...Object.keys(seen.reactions), ...sure.keys(), ...maybe.keys()]);
    const wrong = [...kinds].flatMap((reaction) => {
      const [least, more] = [sure.get(reaction)?.size ?? 0, maybe.get(reaction)?.size ?? 0];
      const shown = seen.reactions[reaction] ?? 0;
      if (shown >= least && shown <= least + more) return [];
      return [
        `number ${seen.seq} shows ${shown} × ${reaction}; acknowledged are ${least}${more ? `, ${more} unanswered` : ''}`,
      ];
    });
    const people = lists.get(seen.seq);
    return people ? [...wrong, ...wrongPeople(seen, people, sure)] : wrong;
  });
};

type PeopleBy = Map<string, Set<string>>;

const add = (to: PeopleBy, reaction: string, person: string) =>
  void to.set(reaction, (to.get(reaction) ?? new Set()).add(person));

/** By reaction: whose is certainly there, and whose may be. */
function lastReactions(deeds: readonly Deed[]): { sure: PeopleBy; maybe: PeopleBy } {
  const byOne = new Map<string, Deed[]>();
  for (const deed of deeds) {
    if (deed.act.is !== 'react') continue;
    const key = `${deed.person} ${deed.act.reaction}`;
    byOne.set(key, [...(byOne.get(key) ?? []), deed]);
  }
  const sure: PeopleBy = new Map();
  const maybe: PeopleBy = new Map();
  for (const [key, own] of byOne) {
    const [person = '', reaction = ''] = key.split(' ');
    const writes = own.map((deed) => ({ ...deed, value: deed.act.is === 'react' && deed.act.on }));
    const possible = possibleAtEnd(writes, false);
    if (possible.every(Boolean)) add(sure, reaction, person);
    else if (possible.includes(true)) add(maybe, reaction, person);
  }
  return { sure, maybe };
}

function wrongPeople(
  seen: Seen,
  people: Readonly<Record<string, readonly string[]>>,
  sure: PeopleBy,
): string[] {
  const missing = [...sure].flatMap(([reaction, who]) =>
    [...who]
      .filter((person) => !people[person]?.includes(reaction))
      .map((person) => `${person} (${reaction})`),
  );
  const counts = new Map<string, number>();
  for (const reaction of Object.values(people).flat()) counts.set(reaction, (counts.get(reaction) ?? 0) + 1);
  const differs = [...new Set([...counts.keys(), ...Object.keys(seen.reactions)])].filter(
    (reaction) => (counts.get(reaction) ?? 0) !== (seen.reactions[reaction] ?? 0),
  );
  return [
    ...(missing.length > 0
      ? [`the list of reactions to number ${seen.seq} lacks ${missing.join(', ')}`]
      : []),
    ...differs.map(
      (r) =>
        `number ${seen.seq} shows ${seen.reactions[r] ?? 0} × ${r}, its list names ${counts.get(r) ?? 0}`,
    ),
  ];
}

/** Clients that lived through everything show what new ones read, up to the newest number. */
export const oldClientsShowTheRecord: Check = (room) => {
  const record = bySeq(room);
  const end =
    recordOf(room)
      .filter(({ body }) => body !== 'tombstone')
      .at(-1)?.seq ?? 0;
  return room.shown.flatMap(({ person, seen }) => {
    const wrong = seen.find(
      (one) => one.body !== 'tombstone' && describe(one) !== describe(record.get(one.seq)),
    );
    if (wrong)
      return [
        `${person} shows as number ${wrong.seq} ${describe(wrong)}; the record is ${describe(record.get(wrong.seq))}`,
      ];
    const last = seen.findLast(({ body }) => body !== 'tombstone')?.seq ?? 0;
    return last === end ? [] : [`${person} shows the room up to number ${last} of ${end}`];
  });
};
