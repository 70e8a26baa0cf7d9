/** What early.js has asked already, once; null: it was taken, or never asked. `path` of the request, as `board/deputy`. */
export function takeEarly(path: string): Promise<Response> | null {
  let taken: Promise<Response> | null = null;
  const take = (answer: Promise<Response>) => {
    taken = answer;
  };
  dispatchEvent(new CustomEvent('huying-early', { detail: { path, take } }));
  return taken;
}
