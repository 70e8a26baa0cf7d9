import { useEffect, useState } from 'react';
import type { CaseFile, Huying, Paper } from '../../../client-sdk/index.ts';
import { caseOf } from '../../../client-sdk/inside.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import { useReadable } from '../kit/use-readable.ts';

/** A case as long as it is on screen. */
export const useCaseFile = (huying: Huying, suggestionId: SuggestionId) => {
  const [file] = useState(() => caseOf(huying, suggestionId));
  const snapshot = useReadable(file);
  useEffect(() => {
    file.open().catch(() => undefined); // the snapshot says why
    return () => file.close();
  }, [file]);
  return { file, snapshot };
};

/** The papers of a case, read again with each revision. */
export const usePapers = (file: CaseFile, revision: number | null): readonly Paper[] => {
  const [papers, setPapers] = useState<readonly Paper[]>([]);
  useEffect(() => {
    if (revision === null) return undefined;
    let wanted = true;
    const read = async () => {
      const all: Paper[] = [];
      for (let before: number | null = 0; before !== null;) {
        const page: Awaited<ReturnType<CaseFile['papers']>> = await file.papers(before);
        all.push(...page.papers);
        before = page.next;
      }
      if (wanted) setPapers(all);
    };
    read().catch(() => undefined); // what was read stays; the next revision reads again
    return () => {
      wanted = false;
    };
  }, [file, revision]);
  return papers;
};
