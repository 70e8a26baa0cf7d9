import type { PersonId } from '../../shared/ids.ts';
import { PHASES } from '../../shared/values/suggestions.ts';
import type { countTaskChanges, listTasks, Task, TaskFilter } from '../../shared/tasks.ts';
import { TASK_PAGE } from '../../shared/values/tasks.ts';
import type { Org } from '../org/index.ts';
import type { Handler } from '../wire/bind.ts';
import type { Clock } from '../wire/ports.ts';
import type { Gather } from './gather.actions.ts';
import { behind, changesOf, countsOf, cursorOf, inQueue, markOf, type Row } from './queues.rules.ts';

interface Parts {
  gather: Gather;
  org: { people: Pick<Org['people'], 'cards'>; delegations: Pick<Org['delegations'], 'byIds'> };
  clock: Clock;
}

/** task:list: gathers all, shows a page. What may be seen are the caller’s own seats. */
export const makeListTasks =
  (parts: Parts): Handler<typeof listTasks> =>
  async ({ queue, filter = {}, cursor }, caller) => {
    const { rows, at } = await parts.gather(caller);
    const listed = await filtered(parts, inQueue(rows, queue), filter);
    const rest = behind(listed, cursor);
    const page = rest.slice(0, TASK_PAGE);
    const last = page.at(-1);
    return {
      items: await itemsOf(parts, page),
      cursor: rest.length > TASK_PAGE && last ? cursorOf(last.place) : null,
      total: listed.length,
      counts: countsOf(rows),
      sections: sectionsOf(rows, caller.unitId),
      today: at.today,
      asOf: parts.clock.now().toISOString(),
    };
  };

/** task:changes: compares what is shown with what would be shown now. */
export const makeCountTaskChanges =
  (parts: Parts): Handler<typeof countTaskChanges> =>
  async ({ queue, filter = {}, shown }, caller) => {
    const { rows } = await parts.gather(caller);
    const listed = await filtered(parts, inQueue(rows, queue), filter);
    return { changes: changesOf(listed, shown, TASK_PAGE), counts: countsOf(rows) };
  };

async function filtered(
  parts: Parts,
  rows: readonly Row[],
  { unitId, section, phase, text = '' }: TaskFilter,
): Promise<readonly Row[]> {
  const some = rows.filter(
    ({ brief, track, room }) =>
      (unitId === undefined || brief?.tracks.some((t) => t.unitId === unitId) === true) &&
      (section === undefined || track?.department === section) &&
      (phase === undefined || room.phase === phase),
  );
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return some;
  const leads = await leadsOf(parts, some);
  return some.filter(({ room, brief }) =>
    [room.number, room.title, room.name, leads(brief)].some((words) => words.toLowerCase().includes(wanted)),
  );
}

const sectionsOf = (rows: readonly Row[], unitId: string | null): string[] =>
  [...new Set(rows.flatMap(({ track }) => (track && track.unitId === unitId ? track.department : [])))]
    .filter((section) => section !== '')
    .sort();

/** Who leads suggestions: the deputy, or the delegation. */
async function leadsOf({ org }: Parts, rows: readonly Row[]): Promise<(brief: Row['brief']) => string> {
  const people = [...new Set(rows.flatMap(({ brief }) => brief?.leadId ?? []))];
  const groups = [
    ...new Set(rows.flatMap(({ brief }) => (brief?.leadId === null ? (brief.delegationId ?? []) : []))),
  ];
  const [cards, delegations] = await Promise.all([org.people.cards(people), org.delegations.byIds(groups)]);
  return (brief) => {
    if (brief === null) return '';
    if (brief.leadId !== null) return cards.get(brief.leadId)?.name ?? '';
    return (brief.delegationId && delegations.get(brief.delegationId)?.name) ?? '';
  };
}

async function itemsOf(parts: Parts, page: readonly Row[]): Promise<Task[]> {
  const officers = [...new Set(page.flatMap(({ track }) => track?.contactIds ?? []))];
  const [leads, cards] = await Promise.all([leadsOf(parts, page), parts.org.people.cards(officers)]);
  return page.map((row) => ({
    ...{ ...shownOf(row), lead: leads(row.brief) },
    officer: officerOf(row, (id) => cards.get(id)?.name ?? ''),
  }));
}

/** 养老处 林科: the section, and the first of those whom the unit named. */
const officerOf = ({ track }: Row, nameOf: (id: PersonId) => string): string => {
  const [first] = track?.contactIds ?? [];
  return [track?.department ?? '', first === undefined ? '' : nameOf(first)]
    .filter((word) => word !== '')
    .join(' ');
};

function shownOf(row: Row): Omit<Task, 'lead' | 'officer'> {
  const { room, cause, track, duties, unread, later, quiet } = row;
  const { _id: roomId, kind, name, number, title, suggestionId, state, phase } = room;
  return {
    room: { roomId, kind, name, number, title, suggestionId, state, phase },
    reason: cause?.reason ?? null,
    cause: cause && { rule: cause.rule, phase: cause.phase, since: cause.since, due: cause.due },
    contacts: contactsOf(track),
    replyDue: duties.find(({ rule }) => rule === 'R11' || rule === 'R20')?.due ?? null,
    repliedOn: track?.repliedOn ?? null,
    ...{ unread, later, quiet, mark: markOf(row) },
  };
}

/** The three contacts of a unit that owes them: done, the one whose turn it is, those to come. */
function contactsOf(track: Row['track']): Task['contacts'] {
  if (track === null || (track.role !== 'lead' && track.role !== 'separate')) return null;
  const { contacted } = track;
  const current = PHASES.find((phase) => !contacted.includes(phase));
  const stateOf = (phase: (typeof PHASES)[number]) =>
    contacted.includes(phase) ? 'done' : phase === current ? 'current' : 'later';
  return { pre: stateOf('pre'), mid: stateOf('mid'), post: stateOf('post') };
}
