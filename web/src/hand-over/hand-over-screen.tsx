import { useRoute } from 'wouter';
import type { Huying } from '../../../client-sdk/index.ts';
import type { Me } from '../../../shared/people.ts';
import { importIdIn } from '../../../shared/values/ids.ts';
import { ImportScreen } from './import-screen.tsx';
import { FileScreen } from './steps/file-screen.tsx';
import { WaitingScreen } from './waiting/waiting-screen.tsx';
import './hand-over.css';

/** Hand-over and import: what waits to be handed over, and the steps of an import, each an address of its own. */
export const HandOverScreen = ({ huying, me }: { huying: Huying; me: Me }) => {
  const [inImport, params] = useRoute('/hand-over/:importId/:step?');
  const [isNew] = useRoute('/hand-over/new');
  const importId = importIdIn(params?.importId);
  const mayImport = me.roles.includes('office');
  if (mayImport && isNew) return <FileScreen huying={huying} />;
  if (mayImport && inImport && importId)
    return <ImportScreen key={importId} huying={huying} importId={importId} step={params.step ?? ''} />;
  return <WaitingScreen huying={huying} mayImport={mayImport} />;
};
