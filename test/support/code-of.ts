/** The code a request is refused with, or `ok`. */
export const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'ok',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
