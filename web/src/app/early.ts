/** What early.js has asked already, once; null: it was taken, or never asked so. Path and body as of the request. */
export function takeEarly(path: string, body: string): Promise<Response> | null {
  let taken: Promise<Response> | null = null;
  const take = (answer: Promise<Response>) => {
    taken = answer;
  };
  dispatchEvent(new CustomEvent('huying-early', { detail: { path, body, take } }));
  return taken;
}
