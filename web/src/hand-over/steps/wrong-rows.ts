import { useCallback, useEffect, useState } from 'react';
import type { Huying } from '../../../../client-sdk/index.ts';
import type { ImportId } from '../../../../shared/ids.ts';
import type { ImportRow } from '../../../../shared/import.ts';
import { useSpeech } from '../../wording/speech.tsx';

interface Page {
  readonly rows: readonly ImportRow[];
  readonly total: number;
  readonly next: number | null;
}

/** The wrong rows page by page; a row that is mended stays on its page until another is turned to. */
export function useWrongRows(huying: Huying, importId: ImportId, isReady: boolean) {
  const { fault } = useSpeech();
  /** The `after` of each page up to this one. */
  const [path, setPath] = useState<readonly (number | null)[]>([null]);
  const [page, setPage] = useState<Page | null>(null);
  const [refusal, setRefusal] = useState('');
  const after = path.at(-1) ?? null;
  useEffect(() => {
    if (!isReady) return undefined;
    let wanted = true;
    huying.ask('import:rows', { importId, which: 'wrong', after }).then(
      (found) => {
        if (wanted) setPage(found);
      },
      (error: unknown) => {
        if (wanted) setRefusal(fault(error));
      },
    );
    return () => {
      wanted = false;
    };
  }, [huying, importId, isReady, after, fault]);
  const put = useCallback((row: ImportRow) => {
    setPage((now) => now && { ...now, rows: now.rows.map((one) => (one.line === row.line ? row : one)) });
  }, []);
  const next = page?.next ?? null;
  return {
    ...{ page, refusal, put },
    number: path.length,
    before: path.length > 1 ? () => setPath((now) => now.slice(0, -1)) : null,
    after: next === null ? null : () => setPath((now) => [...now, next]),
  };
}

/** All wrong rows, as long as it takes. */
export async function allWrongRows(huying: Huying, importId: ImportId): Promise<ImportRow[]> {
  const rows: ImportRow[] = [];
  for (let after: number | null = null; ;) {
    const page: Page = await huying.ask('import:rows', { importId, which: 'wrong', after });
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}
