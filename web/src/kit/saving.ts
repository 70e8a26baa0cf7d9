import { createContext, useContext } from 'react';

/** True: what weighs much comes only when it is asked for. Set around all screens. */
export const SavingContext = createContext(false);

/** Whether to spare the line. */
export const useSaving = (): boolean => useContext(SavingContext);
