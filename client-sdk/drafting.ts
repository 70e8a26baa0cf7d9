import type { Ask } from './asking.ts';
import type { Huying } from './huying.ts';
import { mayPass } from './session.ts';

/** Begins suggestions; as long as an answer is not known, the same words go under the same key. */
export function makeDraft(ask: Ask, newKey: () => string): Huying['draft'] {
  const unanswered = new Map<string, string>();
  return async (proposal) => {
    const said = JSON.stringify(proposal);
    const actKey = unanswered.get(said) ?? newKey();
    unanswered.set(said, actKey);
    try {
      const view = await ask('suggestion:draft', { ...proposal, actKey });
      unanswered.delete(said);
      return view;
    } catch (error) {
      if (!mayPass(error)) unanswered.delete(said);
      throw error;
    }
  };
}
