import { useSearchParams } from 'wouter';
import { civilDateIn } from '../../../../shared/values/ids.ts';
import { IMPORT_AIMS } from '../../../../shared/values/import.ts';
import { useSpeech } from '../../wording/speech.tsx';

/** What shall become of the rows, as the address says; else they are handed over today. */
export function useAim() {
  const { today } = useSpeech();
  const [params] = useSearchParams();
  const on = civilDateIn(params.get('on'));
  return {
    aim: IMPORT_AIMS.find((one) => one === params.get('aim')) ?? IMPORT_AIMS[0],
    on: on !== null && on <= today ? on : today,
  };
}
