import type { Huying } from '../../../client-sdk/index.ts';
import { pagedList } from '../../../client-sdk/lists.ts';
import type { InboxTab } from '../../../shared/values/rooms.ts';
import { useList } from '../lists/use-list.ts';
import type { Counts } from './found.rules.ts';

/** What is looked for among somebody’s rooms. */
export interface Sought {
  readonly tab: InboxTab;
  readonly text: string;
}

/** Rooms as they were when they were asked for: at first, when the line returns, and when somebody asks again. */
export const useFound = (huying: Huying, { tab, text }: Sought, counted: (counts: Counts) => void) =>
  useList(huying, () =>
    pagedList(async (cursor) => {
      const { counts, ...page } = await huying.ask('inbox:find', { tab, text, cursor });
      counted(counts);
      return page;
    }),
  );
