import {
  countTaskChanges,
  listTasks,
  passOnTasks,
  putOffTasks,
  quietTasks,
  readTasks,
} from '../../shared/tasks.ts';
import type { Duties } from '../notices/index.ts';
import type { Calendar, Org } from '../org/index.ts';
import type { Rooms } from '../rooms/index.ts';
import type { Suggestions } from '../suggestions/index.ts';
import { bind, type Binding } from '../wire/bind.ts';
import type { Clock } from '../wire/ports.ts';
import { makePassOnTasks, makePutOffTasks, makeQuietTasks, makeReadTasks } from './acts.actions.ts';
import { makeGather } from './gather.actions.ts';
import { makeCountTaskChanges, makeListTasks } from './list.actions.ts';

/** What a list of tasks is made from: seats, duties and the record. It keeps nothing but what somebody has arranged. */
export interface TasksParts {
  rooms: Pick<Rooms, 'tasks'>;
  suggestions: Pick<Suggestions, 'tasks'>;
  duties: Pick<Duties, 'openInShort'>;
  org: Pick<Org, 'people' | 'delegations'>;
  calendar: Pick<Calendar, 'forCongress'>;
  clock: Clock;
}

/** Somebody’s rooms by what they ask of them. */
export function makeTasks(parts: TasksParts): { readonly bindings: readonly Binding[] } {
  const acting = { ...parts, gather: makeGather(parts) };
  return {
    bindings: [
      bind(listTasks, makeListTasks(acting)),
      bind(countTaskChanges, makeCountTaskChanges(acting)),
      bind(putOffTasks, makePutOffTasks(acting)),
      bind(quietTasks, makeQuietTasks(acting)),
      bind(readTasks, makeReadTasks(acting)),
      bind(passOnTasks, makePassOnTasks(acting)),
    ],
  };
}
