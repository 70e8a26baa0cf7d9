import type { Reply } from '../../shared/contract.ts';
import type { SuggestionImport } from '../../shared/import.ts';

/** Sends the bytes of a table to an import that was begun, as browsers do. */
export async function sendTable(
  url: string,
  { token, importId }: { token: string; importId: string },
  bytes: Uint8Array | string,
): Promise<{ status: number; reply: Reply<SuggestionImport> }> {
  const form = new FormData();
  form.append('content', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), 'table');
  const response = await fetch(`${url}/api/v1/imports/${importId}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  return { status: response.status, reply: (await response.json()) as Reply<SuggestionImport> };
}

/** Rows as CSV, everything in quotes. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
