/** Where somebody wants to go after signing in: a path of this origin, else the start. Nothing that was sent in leads elsewhere. */
export function wayOf(search: string, origin: string): string {
  const asked = new URLSearchParams(search).get('then') ?? '/';
  if (!asked.startsWith('/') || !URL.canParse(asked, origin)) return '/';
  const url = new URL(asked, origin);
  const isOurs = url.origin === origin && !/^\/(sign-in|api|admin)(\/|$)/.test(url.pathname);
  return isOurs ? `${url.pathname}${url.search}${url.hash}` : '/';
}
