/** What early.js has asked already, once; null: it was taken, or that script is not there. */
export function takeEarly(): Promise<Response> | null {
  let taken: Promise<Response> | null = null;
  const take = (answer: Promise<Response>) => {
    taken = answer;
  };
  dispatchEvent(new CustomEvent('huying-early', { detail: take }));
  return taken;
}
