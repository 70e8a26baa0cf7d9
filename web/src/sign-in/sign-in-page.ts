import type { WireFault } from '../../../client-sdk/index.ts';
import { plainDoor } from '../../../client-sdk/door.ts';
import { doorEn, type DoorWords, doorZh } from '../wording/door.ts';
import { deviceOf } from './device.rules.ts';
import { keptLook, showLook } from './look.ts';
import { wayOf } from './way.rules.ts';

/** The sign-in page: plain forms, shown one at a time; stands on its own, before the application is there. */
type Step = 'password' | 'code' | 'activate' | 'enrol' | 'recovery';
type Given = Readonly<Record<string, string>>;

const door = plainDoor(location.origin, 'huying');
const device = deviceOf(navigator.userAgent);
const way = wayOf(location.search, location.origin);

const TITLES: Record<Step, keyof Omit<DoorWords, 'faults'>> = {
  password: 'title',
  code: 'codeTitle',
  activate: 'activateTitle',
  enrol: 'enrolTitle',
  recovery: 'recoveryTitle',
};

const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`sign-in.html has no #${id}`);
  return found;
};
const form = () => byId('step') as HTMLFormElement;
const first = form();
const title = byId('title');

let words: DoorWords = doorZh;
let challenge = '';

const isWord = (key: string | undefined): key is keyof Omit<DoorWords, 'faults'> =>
  key !== undefined && key !== 'faults' && key in words;

/** Puts the words of the language into whatever asks for them. */
function speak(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-say]')) {
    const key = place.dataset['say'];
    if (isWord(key)) place.textContent = words[key];
  }
  document.title = `${title.textContent} · ${words.product}`;
}

/** Says why not, where it is read out and seen at once; nothing to say: nothing shown. A note blames nobody. */
function refuse(sentence: string, tone: 'refusal' | 'note' = 'refusal'): void {
  const place = byId('refusal');
  place.dataset['tone'] = tone;
  place.textContent = sentence;
  place.hidden = sentence === '';
  if (sentence !== '') place.focus();
}

const sentenceOf = ({ code }: WireFault): string =>
  (words.faults as Readonly<Record<string, string>>)[code] ?? words.faults.OTHER;

/** Shows one step and takes the focus to its heading; the first step keeps what was typed. */
function show(step: Step): void {
  const kept = step === 'password' ? first : (byId(step) as HTMLTemplateElement).content.cloneNode(true);
  form().replaceWith(kept);
  title.dataset['say'] = TITLES[step];
  refuse('');
  speak();
  title.focus();
}

const enter = () => {
  location.replace(way);
};

async function signIn({ login = '', password = '', shared }: Given): Promise<void> {
  const asked = { login: login.trim(), password, shared: shared !== undefined, device };
  const reply = await door.signIn(asked);
  if (reply.ok) enter();
  else if (reply.fault.code === 'SECOND_FACTOR_NEEDED') {
    challenge = String(reply.fault.facts['challenge']);
    first.reset();
    if (reply.fault.facts['enrol'] === true) await enrol();
    else show('code');
  } else refuse(sentenceOf(reply.fault));
}

/** Shows what the authenticator app reads; the picture comes only when it is needed. */
async function enrol(): Promise<void> {
  const [reply, { qrOf }] = await Promise.all([door.enrol(challenge), import('../kit/qr.ts')]);
  if (!reply.ok) {
    refuse(sentenceOf(reply.fault));
    return;
  }
  const { address } = reply.data;
  show('enrol');
  const { size, path } = qrOf(address);
  const picture = byId('picture');
  picture.setAttribute('viewBox', `0 0 ${size} ${size}`);
  picture.setAttribute('aria-label', words.picture);
  picture.querySelector('path')?.setAttribute('d', path);
  byId('secret').textContent = new URL(address).searchParams.get('secret');
}

async function giveCode({ code = '' }: Given): Promise<void> {
  const reply = await door.giveCode(challenge, code);
  if (reply.ok) {
    if (reply.data.recoveryCodes) showCodes(reply.data.recoveryCodes);
    else enter();
    return;
  }
  const again = reply.fault.code === 'CODE_REFUSED' || reply.fault.code === 'UNAVAILABLE';
  if (!again) show('password');
  refuse(sentenceOf(reply.fault));
  form().querySelector('input')?.select();
  byId('refusal').focus();
}

function showCodes(codes: readonly string[]): void {
  show('recovery');
  const text = codes.join('\n');
  byId('codes').textContent = text;
  byId('print').onclick = () => print();
  byId('copy').onclick = () => void copyCodes(text);
}

/** Without a clipboard, as on plain HTTP, they are marked to be copied by hand. */
async function copyCodes(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    byId('copy').textContent = words.copied;
  } catch {
    getSelection()?.selectAllChildren(byId('codes'));
  }
}

async function activate({ login = '', code = '', password = '', repeat }: Given): Promise<void> {
  if (password !== repeat) {
    refuse(words.differ);
    return;
  }
  const reply = await door.activate({ login: login.trim(), code: code.trim(), password });
  if (reply.ok) {
    show('password');
    await signIn({ login, password });
  } else refuse(sentenceOf(reply.fault));
}

const STEPS: Record<Step, (given: Given) => Promise<void> | void> = {
  password: signIn,
  code: giveCode,
  activate,
  enrol: giveCode,
  recovery: enter,
};

/** One attempt at a time; the button says that it is under way. */
async function attempt(sent: HTMLFormElement): Promise<void> {
  const button = sent.querySelector<HTMLButtonElement>('button.primary');
  if (!button || button.disabled) return;
  const given = Object.fromEntries(new FormData(sent)) as Given;
  const was = button.textContent;
  button.disabled = true;
  button.textContent = words.entering;
  refuse(navigator.cookieEnabled ? '' : words.noCookies);
  try {
    if (navigator.cookieEnabled) await STEPS[sent.dataset['step'] as Step](given);
  } finally {
    button.disabled = false;
    button.textContent = was;
  }
}

document.addEventListener('submit', (event) => {
  event.preventDefault();
  void attempt(event.target as HTMLFormElement);
});
document.addEventListener('click', ({ target }) => {
  const to = target instanceof HTMLElement ? target.dataset['to'] : undefined;
  if (to !== undefined) show(to as Step);
});
byId('language').addEventListener('click', () => {
  showLook({ language: words === doorZh ? 'en' : 'zh-CN' });
  choose();
});
byId('elder').addEventListener('click', () => {
  showLook({ look: keptLook().look === 'elder' ? 'normal' : 'elder' });
  choose();
});

/** The page as this browser was told to look. */
function choose(): void {
  const { look, language } = keptLook();
  words = language === 'en' ? doorEn : doorZh;
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  byId('elder').setAttribute('aria-pressed', String(look === 'elder'));
  speak();
}

choose();
if (new URLSearchParams(location.search).has('ended')) refuse(words.ended, 'note');

/** The application is fetched while somebody types, and not before this page can be used. */
for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=later]')) link.rel = 'prefetch';
