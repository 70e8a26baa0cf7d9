/*
 * Asks who is here, and what a deputy’s first page or a room asks first, while the application is still on its way: so that
 * page is there several ways back and forth sooner.
 * `dispatchEvent(new CustomEvent('huying-early', { detail: { path, body, take: (answer) => … } }))` hands an answer over, to
 * whoever asks the same first.
 */
(() => {
  const post = async (path, body, token) => {
    const response = await fetch(`/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    return new Response(await response.text(), response); // whole, however late it is taken
  };
  /** What an answer holds. To be called as soon as it is asked for: once it was taken it can be read no more. */
  const within = async (answer) => {
    const { data } = await (await answer).clone().json();
    if (!data) throw new Error('refused');
    return data;
  };
  /** The application asks again what was asked in vain. */
  const quiet = (asked) => {
    asked.catch(() => undefined);
    return asked;
  };
  const answers = new Map();
  const begun = (path, body, answer, then) => {
    answers.set(`${path} ${JSON.stringify(body)}`, { answer: quiet(answer), then });
  };

  const nobody = { refreshToken: null };
  const here = post('session/refresh', nobody);
  begun('session/refresh', nobody, here);

  const who = quiet(within(here));
  const ask = async (path, body) => post(path, body, (await who).accessToken);

  const board = async () => {
    if (!(await who).me.roles.includes('deputy')) throw new Error('no deputy');
    return ask('board/deputy', {});
  };
  if (/^\/(?:home)?$/.test(location.pathname)) begun('board/deputy', {}, board());

  const openRoom = (roomId) => {
    const standing = ask('room/open', { roomId });
    const room = quiet(within(standing).then((found) => found.room));
    const page = { roomId, limit: 50 };
    const listed = quiet(room.then(() => ask('message/list', page)));
    // Nothing is missed only where the page was read after the standing: alone, it is not to be had.
    begun('room/open', { roomId }, standing, () => begun('message/list', page, listed));
    const ofCase = ({ suggestionId }) => {
      if (suggestionId === null) return;
      for (const path of ['suggestion/show', 'contact/list'])
        begun(path, { suggestionId }, ask(path, { suggestionId }));
    };
    room.then(ofCase, () => undefined);
  };
  const [, roomId] = /^\/rooms\/([^/]+)$/.exec(location.pathname) ?? [];
  if (roomId) openRoom(roomId);
  setTimeout(() => answers.clear(), 60_000); // what nobody took by then is old

  addEventListener('huying-early', ({ detail: { path, body, take } }) => {
    const asked = `${path} ${body}`;
    const found = answers.get(asked);
    if (!found) return;
    answers.delete(asked);
    take(found.answer);
    found.then?.();
  });
})();
