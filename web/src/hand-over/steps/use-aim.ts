import { useSearchParams } from 'wouter';
import { civilDate } from '../../../../shared/ids.ts';
import { IMPORT_AIMS } from '../../../../shared/import.ts';
import { useSpeech } from '../../wording/speech.tsx';

/** What shall become of the rows, as the address says; else they are handed over today. */
export function useAim() {
  const { today } = useSpeech();
  const [params] = useSearchParams();
  const on = civilDate.safeParse(params.get('on'));
  return {
    aim: IMPORT_AIMS.find((one) => one === params.get('aim')) ?? IMPORT_AIMS[0],
    on: on.success && on.data <= today ? on.data : today,
  };
}
