import { createRoot } from 'react-dom/client';
import { enduringStorage, indexedDbStorage } from '../../client-sdk/browser.ts';
import { connectLean, fetchKept } from '../../client-sdk/lean.ts';
import { makeStore } from '../../client-sdk/observable.ts';
import { makeNewKey, realParts } from '../../client-sdk/parts.ts';
import { takeEarly } from './app/early.ts';
import { Root } from './app/root.tsx';
import { SessionEnd } from './app/session-end.tsx';
import { toDoor } from './app/to-door.tsx';
import type { Updates } from './app/updates.ts';
import { fetchScreen, House } from './house.tsx';
import { makeNotices } from './notices/notice-store.ts';
import { SpeechProvider } from './wording/speech.tsx';
import './kit/theme.css';
import './kit/base.css';

const first = fetchScreen(location.pathname);
// On a second visit the application lies on this device, and perhaps what was read.
const isHere = 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
if (isHere) fetchKept();

const keeping = makeStore({ refused: false });
const huying = connectLean(
  {
    url: location.origin,
    keepSession: 'cookie',
    begun: takeEarly,
    storage: enduringStorage(indexedDbStorage('huying'), () => keeping.set({ refused: true })),
    offline: true,
  },
  { first, isHere },
);
const notices = makeNotices(huying);
const newKey = makeNewKey(realParts.clock);

let versions: Promise<Updates> | null = null;
/** The versions of this page on this device, looked after from the first time on; what could not be fetched is fetched again. */
const updates = () => {
  versions ??= import('./app/updates.ts').then(
    ({ makeUpdates }) => makeUpdates({ workers: navigator.serviceWorker, reload: () => location.reload() }),
    (error: unknown) => {
      versions = null;
      throw error;
    },
  );
  return versions;
};

const parts = { huying, notices, newKey, updates, keeping };

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');
createRoot(place).render(
  <SpeechProvider clock={realParts.clock}>
    <Root
      huying={huying}
      house={(me, session) => (
        <>
          <House key={me.personId} me={me} parts={parts} signOut={session.signOut} />
          <SessionEnd
            huying={huying}
            clock={realParts.clock}
            leave={session.leaveIdle}
            again={() => toDoor('stranger')}
          />
        </>
      )}
    />
  </SpeechProvider>,
);
